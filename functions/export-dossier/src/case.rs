//! All that a hand-over is decided on.

use domain::{
    access::{Action, Resource, Scope},
    carer::KnownCarer,
    consent::{AgeRules, Asked, Consent, Purpose, needed},
    hub::HubUse,
    ids::DossierId,
    learner::Learner,
    licence::{Country, Licence, LicenceName, LicenceStatus},
    transfer::{Evidence, ExportUnmet, Permission, Transfer, Viewing, unmet},
};
use jiff::Timestamp;
use store::{
    App,
    dossiers::Collection,
    licences::Listing,
    transfers::{PERMISSION, VIEWING},
};
use web::{Desk, Problem};

/// A dossier, its learner and carers, what is on record, and transfers so far.
pub(crate) struct Case {
    pub desk: Desk,
    pub learner: Learner,
    pub read: Collection,
    pub viewings: Vec<Viewing>,
    pub permissions: Vec<Permission>,
    /// The newest first.
    pub transfers: Vec<Transfer>,
    carers: Vec<KnownCarer>,
    consents: Vec<Consent>,
}

impl Case {
    /// Reads it, beside entering; shows nothing before the right to it was shown.
    pub(crate) async fn load(
        app: &App,
        scope: &Scope,
        entering: impl Future<Output = Result<Desk, Problem>>,
        dossier: DossierId,
    ) -> Result<Self, Problem> {
        let records = app.store.licence(scope);
        let (desk, read, file, transfers) = tokio::join!(
            entering,
            records.dossier(dossier),
            records.learner_file(dossier.learner),
            records.register::<Transfer>()
        );
        let (desk, file) = (desk?, file?);
        desk.may(Action::Export, &Resource::Learner(&file.learner.value.whereabouts(desk.today())))?;
        let read = read?;
        let carers = records.carers_of(file.ties.iter().map(|tie| tie.value.clone())).await?;
        let mut transfers: Vec<_> = transfers?
            .into_iter()
            .filter(|transfer| transfer.dossier == dossier && transfer.from.licence == desk.licence.id)
            .collect();
        transfers.sort_by_key(|transfer| std::cmp::Reverse(transfer.made.at));
        Ok(Self {
            learner: file.learner.value,
            viewings: read.others::<Viewing>(VIEWING)?.into_iter().map(|viewing| viewing.value).collect(),
            permissions: read
                .others::<Permission>(PERMISSION)?
                .into_iter()
                .map(|permission| permission.value)
                .collect(),
            transfers,
            carers,
            consents: read.asked(),
            read,
            desk,
        })
    }

    pub(crate) fn dossier(&self) -> DossierId {
        self.read.id()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.desk.now()
    }

    /// What stands in the way.
    pub(crate) fn unmet(&self, receiver: Option<&Licence>) -> Vec<ExportUnmet> {
        let evidence = Evidence { viewings: &self.viewings, permissions: &self.permissions, consents: &self.consents };
        unmet(&self.read.track.dossier, &self.learner, &evidence, receiver, self.now())
    }

    /// Who can have seen it.
    pub(crate) fn viewers(&self) -> Vec<Asked> {
        let needed = needed(&self.learner, &self.carers, Purpose::Viewing, self.ages(), self.desk.today());
        needed.asked.into_iter().chain(needed.viewing_at_most).collect()
    }

    /// Who can allow it to go.
    pub(crate) fn deciders(&self) -> Vec<Asked> {
        needed(&self.learner, &self.carers, Purpose::Transfer, self.ages(), self.desk.today()).asked
    }

    fn ages(&self) -> AgeRules {
        AgeRules::standard(self.desk.licence.country)
    }

    /// The transfer that holds the dossier now: not over, or over in time and not taken back yet.
    pub(crate) fn current(&self) -> Option<&Transfer> {
        let is_out = self.read.track.dossier.status == domain::dossier::DossierStatus::SetOut;
        self.transfers.first().filter(|transfer| is_out || !transfer.state(self.now()).is_over())
    }
}

/// What the directory of names tells of a licence, as the rules take it. Whether it is in use is asked when the dossier goes.
pub(crate) fn receiver(name: &LicenceName, listing: &Listing) -> Licence {
    Licence {
        id: listing.licence,
        name: name.clone(),
        display_name: listing.display_name.clone(),
        kind: listing.kind,
        country: Country::Netherlands,
        place: listing.place.clone(),
        status: LicenceStatus::Open,
        contact: String::new(),
        locations: Vec::new(),
        totp_required: true,
        hub: HubUse::Off,
    }
}
