//! Objects of a licence: read, written, copied, listed, and signed for browsers.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use aws_config::{SdkConfig, timeout::TimeoutConfig};
use aws_sdk_s3::{
    Client,
    config::{ProvideCredentials, RequestChecksumCalculation, ResponseChecksumValidation, SharedCredentialsProvider},
    presigning::PresigningConfig,
    primitives::ByteStream,
};
use domain::{access::Scope, hash::Hash};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    error::{FilesError, Missing, from_sdk, is_busy},
    form::{UploadForm, Wanted, signed},
    place::Place,
};

/// How long a download can be started: the bound on "at once" when somebody's right ends.
pub const DOWNLOAD_LIFE: Duration = Duration::from_secs(60);
/// Bytes a frozen version may have: steps 1 to 8 with every field at its longest stay far below.
const LARGEST_VERSION: u64 = 16 * 1024 * 1024;
/// Tries when another write to the same key is going on.
const TRIES: u32 = 5;
/// Signs that stay as they are in an encoded file name (RFC 5987, `attr-char`).
const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Made with the first call: many a request needs none.
type Lazy = LazyLock<Client, Box<dyn FnOnce() -> Client + Send>>;

/// Files of all licences; every method takes the scope of one.
#[derive(Clone)]
pub struct Files {
    client: Arc<Lazy>,
    pub(crate) bucket: Arc<str>,
    form_url: Arc<str>,
    region: Arc<str>,
    credentials: Option<SharedCredentialsProvider>,
}

/// An object that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its tag, without quotes.
    pub etag: String,
}

/// An object in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its key after the licence's part.
    pub name: String,
    /// Its bytes.
    pub size: u64,
}

fn timeouts(attempt: u64, operation: u64) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_millis(900))
        .operation_attempt_timeout(Duration::from_secs(attempt))
        .operation_timeout(Duration::from_secs(operation))
        .build()
}

fn bucket() -> Result<String, Missing> {
    std::env::var("FILES_BUCKET").ok().filter(|name| !name.is_empty()).ok_or(Missing("FILES_BUCKET"))
}

impl Files {
    /// The files of a Lambda function that answers people: bucket from `FILES_BUCKET`.
    ///
    /// # Errors
    /// When the variable is missing.
    pub fn from_env(aws: &SdkConfig) -> Result<Self, Missing> {
        Ok(Self::made(aws, &bucket()?, None, aws.timeout_config().cloned()))
    }

    /// The files of a worker, which moves whole files and so may take its time.
    ///
    /// # Errors
    /// When the variable `FILES_BUCKET` is missing.
    pub fn for_worker(aws: &SdkConfig) -> Result<Self, Missing> {
        Ok(Self::made(aws, &bucket()?, None, Some(timeouts(20, 50))))
    }

    /// Files in a bucket; with an endpoint, which is addressed by path, for a stack on one machine.
    pub fn new(aws: &SdkConfig, bucket: &str, endpoint: Option<&str>) -> Self {
        Self::made(aws, bucket, endpoint, aws.timeout_config().cloned())
    }

    fn made(aws: &SdkConfig, bucket: &str, endpoint: Option<&str>, timeouts: Option<TimeoutConfig>) -> Self {
        let mut config = aws_sdk_s3::config::Builder::from(aws)
            // S3 checks by itself over TLS; a checksum mode in a signed URL would be one more thing a browser has to send.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        config.set_timeout_config(timeouts);
        let region = aws.region().map(ToString::to_string).unwrap_or_default();
        let form_url = match endpoint {
            Some(endpoint) => {
                config = config.endpoint_url(endpoint).force_path_style(true);
                format!("{endpoint}/{bucket}")
            }
            None => format!("https://{bucket}.s3.{region}.amazonaws.com/"),
        };
        Self {
            client: Arc::new(LazyLock::new(Box::new(move || Client::from_conf(config.build())))),
            bucket: bucket.into(),
            form_url: form_url.into(),
            region: region.into(),
            credentials: aws.credentials_provider(),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// A form that sends one file to a place, good for an hour; S3 then leads back to `redirect`.
    /// Real time, not the application's: signatures are checked against the clock of AWS.
    ///
    /// # Errors
    /// When there are no credentials to sign with.
    #[expect(clippy::disallowed_methods, reason = "AWS signatures use real time")]
    pub async fn upload_form(
        &self,
        scope: &Scope,
        place: Place<'_>,
        content_type: &str,
        redirect: &str,
    ) -> Result<UploadForm, FilesError> {
        let provider = self.credentials.as_ref().ok_or_else(|| FilesError::Unavailable("no credentials".into()))?;
        let credentials = provider
            .provide_credentials()
            .await
            .map_err(|error| FilesError::Unavailable(format!("credentials: {error}")))?;
        let key = place.key(scope);
        let wanted = Wanted {
            url: &self.form_url,
            region: &self.region,
            bucket: &self.bucket,
            key: &key,
            content_type,
            redirect,
        };
        signed(&wanted, &credentials, Timestamp::now())
    }

    /// A URL that gives the object as an attachment of this name, for a minute of real time.
    ///
    /// # Errors
    /// When there are no credentials to sign with.
    pub async fn download_url(&self, scope: &Scope, place: Place<'_>, name: &str) -> Result<String, FilesError> {
        let life =
            PresigningConfig::expires_in(DOWNLOAD_LIFE).map_err(|error| FilesError::Unavailable(error.to_string()))?;
        let request = self
            .client()
            .get_object()
            .bucket(&*self.bucket)
            .key(place.key(scope))
            .response_content_disposition(attachment(name));
        Ok(request.presigned(life).await.map_err(from_sdk)?.uri().to_owned())
    }

    /// Keeps a frozen version under its hash; that it is there already is as good.
    ///
    /// # Errors
    /// [`FilesError::Corrupt`] when these bytes have another hash; when S3 does not answer.
    pub async fn put_version(&self, scope: &Scope, hash: &Hash, bytes: Vec<u8>) -> Result<(), FilesError> {
        if Hash::of(&bytes) != *hash {
            return Err(FilesError::Corrupt);
        }
        match self.put_new(scope, Place::Version(hash), bytes, "application/json").await {
            Ok(()) | Err(FilesError::Exists) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A frozen version, as it was kept.
    ///
    /// # Errors
    /// [`FilesError::NotFound`]; [`FilesError::Corrupt`] when it is not what its hash says.
    pub async fn get_version(&self, scope: &Scope, hash: &Hash) -> Result<Vec<u8>, FilesError> {
        let found = self.get(scope, Place::Version(hash), LARGEST_VERSION).await?;
        if Hash::of(&found.bytes) == *hash { Ok(found.bytes) } else { Err(FilesError::Corrupt) }
    }

    /// Keeps an object where none is.
    ///
    /// # Errors
    /// [`FilesError::Exists`] when there is one, which stays as it is.
    pub async fn put_new(
        &self,
        scope: &Scope,
        place: Place<'_>,
        bytes: Vec<u8>,
        content_type: &str,
    ) -> Result<(), FilesError> {
        let (key, mut pause) = (place.key(scope), Duration::from_millis(20));
        for attempt in 1.. {
            let request = self
                .client()
                .put_object()
                .bucket(&*self.bucket)
                .key(&key)
                .if_none_match("*")
                .content_type(content_type);
            match request.body(ByteStream::from(bytes.clone())).send().await {
                Ok(_) => return Ok(()),
                Err(error) if is_busy(&error) && attempt < TRIES => tokio::time::sleep(pause).await,
                Err(error) => return Err(from_sdk(error)),
            }
            pause *= 2;
        }
        Err(FilesError::Unavailable("no attempt was made".into()))
    }

    /// Keeps an object, whatever was there.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn put(
        &self,
        scope: &Scope,
        place: Place<'_>,
        bytes: Vec<u8>,
        content_type: &str,
    ) -> Result<(), FilesError> {
        let request = self.client().put_object().bucket(&*self.bucket).key(place.key(scope)).content_type(content_type);
        request.body(ByteStream::from(bytes)).send().await.map_err(from_sdk)?;
        Ok(())
    }

    /// An object of at most `limit` bytes.
    ///
    /// # Errors
    /// [`FilesError::NotFound`], [`FilesError::TooLarge`].
    pub async fn get(&self, scope: &Scope, place: Place<'_>, limit: u64) -> Result<Found, FilesError> {
        self.get_revision(scope, place, None, limit).await
    }

    /// One revision of an object, where the bucket keeps them; without one, the newest.
    ///
    /// # Errors
    /// [`FilesError::NotFound`], [`FilesError::TooLarge`].
    pub async fn get_revision(
        &self,
        scope: &Scope,
        place: Place<'_>,
        revision: Option<&str>,
        limit: u64,
    ) -> Result<Found, FilesError> {
        let request = self
            .client()
            .get_object()
            .bucket(&*self.bucket)
            .key(place.key(scope))
            .set_version_id(revision.map(str::to_owned));
        let answer = request.send().await.map_err(from_sdk)?;
        // Before a byte is read: what is too large is not held in memory.
        if answer.content_length().and_then(|size| u64::try_from(size).ok()).is_none_or(|size| size > limit) {
            return Err(FilesError::TooLarge(limit));
        }
        let etag = answer.e_tag().unwrap_or_default().trim_matches('"').to_owned();
        let bytes = answer.body.collect().await.map_err(|error| FilesError::Unavailable(error.to_string()))?.to_vec();
        Ok(Found { bytes, etag })
    }

    /// Removes an object, if it is there.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn delete(&self, scope: &Scope, place: Place<'_>) -> Result<(), FilesError> {
        self.erase(scope, place, None).await
    }

    /// Removes one revision of an object for good, where the bucket keeps them.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn erase(&self, scope: &Scope, place: Place<'_>, revision: Option<&str>) -> Result<(), FilesError> {
        let request = self.client().delete_object().bucket(&*self.bucket).key(place.key(scope));
        match request.set_version_id(revision.map(str::to_owned)).send().await.map_err(from_sdk) {
            Ok(_) | Err(FilesError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// All objects of a licence whose name starts with `prefix`, such as `versions/`. Exhaustive: it follows the cursor.
    ///
    /// # Errors
    /// When S3 does not answer.
    pub async fn list(&self, scope: &Scope, prefix: &str) -> Result<Vec<Listed>, FilesError> {
        let own = Place::own(scope);
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let request = self
                .client()
                .list_objects_v2()
                .bucket(&*self.bucket)
                .prefix(format!("{own}{prefix}"))
                .set_continuation_token(cursor);
            let answer = request.send().await.map_err(from_sdk)?;
            let listed = |object: &aws_sdk_s3::types::Object| {
                let name = object.key()?.strip_prefix(&own)?.to_owned();
                Some(Listed { name, size: object.size().and_then(|size| u64::try_from(size).ok()).unwrap_or_default() })
            };
            all.extend(answer.contents().iter().filter_map(listed));
            cursor = answer.next_continuation_token().map(str::to_owned);
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }
}

/// A `Content-Disposition` with the name twice: in plain signs for old programs, encoded (RFC 5987) for all others.
fn attachment(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, NAME))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        assert_eq!(
            attachment("verslag Zoë.pdf"),
            "attachment; filename=\"verslag Zo_.pdf\"; filename*=UTF-8''verslag%20Zo%C3%AB.pdf"
        );
        assert_eq!(
            attachment("a\"\r\nX: y;.pdf"),
            "attachment; filename=\"a___X_ y_.pdf\"; filename*=UTF-8''a%22%0D%0AX%3A%20y%3B.pdf"
        );
    }

    proptest! {
        #[test]
        fn whatever_a_file_is_called_its_header_is_one_line_and_says_the_name(name in ".{0,60}") {
            let header = attachment(&name);
            prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{}", header);
            let (plain, encoded) = header.split_once("\"; filename*=UTF-8''").unwrap();
            prop_assert!(!plain.trim_start_matches("attachment; filename=\"").contains(['"', '\\', ';']));
            prop_assert!(!encoded.contains(['"', ';', ',', ' ']));
            prop_assert_eq!(percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap(), name);
        }
    }
}
