//! Licences and the directory of their names.

use domain::{
    ids::LicenceId,
    licence::{Licence, LicenceKind, LicenceName},
};
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    error::StoreError,
    item::{Entity, Stored},
    keys::{self, Key},
    read::Store,
};

impl Entity for Licence {
    type Id = ();
    const ENTITY: &'static str = "licence";

    fn key(licence: LicenceId, (): &()) -> Key {
        keys::licence(licence)
    }

    fn id(&self) {}
}

/// What anybody with a licence may know of another: enough to recognise it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The licence.
    pub licence: LicenceId,
    /// What people call it.
    pub display_name: String,
    /// What kind it is.
    pub kind: LicenceKind,
    /// The town.
    pub place: String,
}

impl Store {
    /// The licence with this name, if there is one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn listing(&self, name: &LicenceName) -> Result<Option<Stored<Listing>>, StoreError> {
        self.get(&keys::licence_name(name), "licence name").await
    }
}

impl Change {
    /// Keeps a new licence and claims its name for ever; refused with `Taken("licence name")` when it is, or was, in use.
    pub fn open_licence(self, licence: &Licence) -> Self {
        let listing = Listing {
            licence: licence.id,
            display_name: licence.display_name.clone(),
            kind: licence.kind,
            place: licence.place.clone(),
        };
        self.put_new(&keys::licence_name(&licence.name), "licence name", &listing).create(licence)
    }
}
