//! The package: exactly what travels, and nothing that stays (1-13).

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Party, Transfer};
use crate::{
    calendar::today,
    carer::{Authority, KnownCarer, Phone, PostalAddress, Relation},
    dossier::{Level, Outcome, Track},
    file::{FileKind, FileMeta, FilePurpose, FileState},
    hash::{Hash, canonical},
    ids::{FileId, TransferId},
    learner::{Birth, Learner},
    name::PersonName,
    steps::{ProfileDomain, StepContent, StepNumber, definition, definition_of},
};

/// The version of this format.
const FORMAT: u16 = 1;
/// Bytes that the document of a package may have: a dossier with every field at its longest stays far below.
pub const LARGEST_PACKAGE: u64 = 16 * 1024 * 1024;

/// What is in a package, with the hash of every object. It is what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// The version of the format.
    pub format: u16,
    /// The transfer that it was made for, and no other.
    pub transfer: TransferId,
    /// The number for people.
    pub number: String,
    /// Who sends.
    pub from: Party,
    /// Who receives.
    pub to: Party,
    /// When it was set out.
    pub made: Timestamp,
    /// The hash of the content.
    pub content: Hash,
    /// The files, each with its hash.
    pub files: Vec<PackedFile>,
}

impl Manifest {
    /// What the signature is made of: it holds the hash of the content and of every file.
    pub fn hash(&self) -> Hash {
        Hash::of_json(&json!(self))
    }

    fn is_for(&self, transfer: &Transfer) -> bool {
        self.transfer == transfer.id
            && self.number == transfer.number
            && self.from.licence == transfer.from.licence
            && self.to.licence == transfer.to.licence
    }
}

/// The signature of a manifest, and the key it was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Seal {
    /// Which key.
    pub kid: String,
    /// HMAC-SHA-256 over [`Manifest::hash`], in base64url.
    pub mac: String,
}

/// A file in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackedFile {
    /// Its id at the sender: the name of its object in the package.
    pub id: FileId,
    /// Its name for people.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What it is for.
    pub purpose: FilePurpose,
    /// Its bytes.
    pub size: u64,
    /// Its hash.
    pub hash: Hash,
}

/// The learner in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackedLearner {
    /// The name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: Option<Birth>,
    /// The learner's own address.
    pub email: Option<String>,
}

/// A carer in a package; nothing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackedCarer {
    /// The name.
    pub name: PersonName,
    /// The address for links.
    pub email: Option<String>,
    /// Postal addresses that are not secret.
    pub addresses: Vec<PostalAddress>,
    /// Telephone numbers that are not secret.
    pub phones: Vec<Phone>,
    /// The language.
    pub language: String,
    /// What the carer is to the learner.
    pub relation: Relation,
    /// Parental authority on the day of packing.
    pub authority: Authority,
    /// Whether the carer may be contacted.
    pub may_contact: bool,
}

/// The dossier's header in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackedDossier {
    /// How much support.
    pub level: Level,
    /// The how manieth cycle it was.
    pub cycle: u16,
    /// The domains that the profile refers to.
    pub domains: Vec<ProfileDomain>,
    /// How it ended at the sender.
    pub outcome: Option<Outcome>,
}

/// A step in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PackedStep {
    /// Which definition the content was made with.
    pub definition_version: u16,
    /// What travels of its content.
    pub content: StepContent,
}

/// The content of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// The learner.
    pub learner: PackedLearner,
    /// The carers.
    pub carers: Vec<PackedCarer>,
    /// The dossier's header.
    pub dossier: PackedDossier,
    /// The steps in which something travels.
    pub steps: BTreeMap<StepNumber, PackedStep>,
}

/// A package that is not signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What is in it.
    pub manifest: Manifest,
    /// The content.
    pub content: Content,
}

/// A package as it is kept: where it was read from, nobody has looked at its signature yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sealed {
    manifest: Manifest,
    seal: Seal,
    content: Content,
}

/// A package that is what the sender set out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// What is in it.
    pub manifest: Manifest,
    /// The content.
    pub content: Content,
}

/// Why a package is refused, before anything is written.
#[derive(Debug, thiserror::Error)]
pub enum PackageBroken {
    /// The package or its content has another hash than it should.
    #[error("the package has hash {found}, expected {expected}")]
    Hash {
        /// The hash found.
        found: Hash,
        /// The hash expected.
        expected: Hash,
    },
    /// It was made for another transfer, or for another licence.
    #[error("the package belongs to another transfer")]
    Astray,
    /// Its manifest was not signed with the key that it names.
    #[error("the signature of the package is not genuine")]
    Forged,
    /// The format, or the definition of a step, is one that this deployment does not know.
    #[error("the package is of a version that is not known")]
    Version,
    /// It cannot be read.
    #[error("the package cannot be read")]
    Unreadable(#[source] serde_json::Error),
}

impl Draft {
    /// Packs what travels: no approach, evaluation dates or contact person (each field says so), no consent, trail or
    /// audit, no secret contact data; files that can be opened and are marked to travel.
    pub fn build(
        transfer: &Transfer,
        track: &Track,
        learner: &Learner,
        carers: &[KnownCarer],
        files: &[FileMeta],
    ) -> Self {
        let day = today(transfer.made.at);
        let steps = track.steps.iter().filter_map(|(number, step)| {
            let definition = definition_of(*number, step.definition_version).unwrap_or_else(|| definition(*number));
            let content = step.content.travelling(definition);
            (!content.is_empty())
                .then_some((*number, PackedStep { definition_version: step.definition_version, content }))
        });
        let dossier = &track.dossier;
        let content = Content {
            learner: PackedLearner { name: learner.name.clone(), birth: learner.birth, email: learner.email.clone() },
            carers: carers
                .iter()
                .filter(|known| known.tie.holds(day))
                .map(|known| pack_carer(known, known.tie.authority_on(day)))
                .collect(),
            dossier: PackedDossier {
                level: dossier.level,
                cycle: dossier.cycle,
                domains: dossier.domains.clone(),
                outcome: dossier.outcome,
            },
            steps: steps.collect(),
        };
        let manifest = Manifest {
            format: FORMAT,
            transfer: transfer.id,
            number: transfer.number.clone(),
            from: transfer.from.clone(),
            to: transfer.to.clone(),
            made: transfer.made.at,
            content: Hash::of_json(&json!(content)),
            files: files.iter().filter(|file| file.travels).filter_map(pack_file).collect(),
        };
        Self { manifest, content }
    }

    /// The package, with its signature.
    pub fn seal(self, seal: Seal) -> Sealed {
        Sealed { manifest: self.manifest, seal, content: self.content }
    }
}

impl Sealed {
    /// The bytes to keep. Their hash goes into the transfer, which only the sender's own change can write.
    pub fn bytes(&self) -> Vec<u8> {
        canonical(&json!(self)).into_bytes()
    }

    /// Reads the package of a transfer.
    ///
    /// # Errors
    /// On any mismatch: nothing is written then.
    pub fn read(bytes: &[u8], transfer: &Transfer) -> Result<Self, PackageBroken> {
        let check = |found: Hash, expected: &Hash| {
            if found == *expected { Ok(()) } else { Err(PackageBroken::Hash { found, expected: expected.clone() }) }
        };
        let named = transfer.package.as_ref().ok_or(PackageBroken::Astray)?;
        check(Hash::of(bytes), named)?;
        let sealed: Self = serde_json::from_slice(bytes).map_err(PackageBroken::Unreadable)?;
        // The signature is of what was read: nothing may stand beside it that was passed over.
        check(Hash::of(sealed.bytes()), named)?;
        check(Hash::of_json(&json!(sealed.content)), &sealed.manifest.content)?;
        let known =
            sealed.content.steps.iter().all(|(number, step)| definition_of(*number, step.definition_version).is_some());
        if sealed.manifest.format != FORMAT || !known {
            Err(PackageBroken::Version)
        } else if sealed.manifest.is_for(transfer) {
            Ok(sealed)
        } else {
            Err(PackageBroken::Astray)
        }
    }

    /// The signature, and the hash that it should be of.
    pub fn signature(&self) -> (&Seal, Hash) {
        (&self.seal, self.manifest.hash())
    }

    /// The package itself, for who has found out whether its signature is genuine.
    ///
    /// # Errors
    /// [`PackageBroken::Forged`] when it is not.
    pub fn open(self, is_genuine: bool) -> Result<Package, PackageBroken> {
        if is_genuine {
            Ok(Package { manifest: self.manifest, content: self.content })
        } else {
            Err(PackageBroken::Forged)
        }
    }
}

fn pack_carer(known: &KnownCarer, authority: Authority) -> PackedCarer {
    let carer = &known.carer;
    PackedCarer {
        name: carer.name.clone(),
        email: carer.email.clone(),
        addresses: carer.addresses.iter().filter(|address| !address.secret).cloned().collect(),
        phones: carer.phones.iter().filter(|phone| !phone.secret).cloned().collect(),
        language: carer.language.clone(),
        relation: known.tie.relation,
        authority,
        may_contact: known.tie.may_contact,
    }
}

fn pack_file(file: &FileMeta) -> Option<PackedFile> {
    let FileState::Available { hash, size } = &file.state else { return None };
    Some(PackedFile {
        id: file.id,
        name: file.name.clone(),
        kind: file.kind,
        purpose: file.purpose,
        size: *size,
        hash: hash.clone(),
    })
}
