//! Files of a licence, in S3: upload forms and downloads, frozen versions, transfer packages.
//!
//! Browsers send and fetch files by themselves, with what is signed here; only workers and frozen versions pass through a function.

mod delivery;
mod error;
mod form;
mod moving;
mod objects;
mod place;
mod reader;

pub use delivery::Delivery;
pub use error::{FilesError, Missing};
pub use form::{FORM_LIFE, UploadForm};
pub use moving::Known;
pub use objects::{DOWNLOAD_LIFE, Files, Found, Listed};
pub use place::Place;
pub use reader::Reader;
