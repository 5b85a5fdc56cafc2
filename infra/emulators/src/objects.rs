//! The objects on disk (`s3s-fs`), and an event for each one created.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use data_encoding::BASE64;
use futures::StreamExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use crate::REGION;
use crate::error::Error;
use crate::options::Clock;
use crate::queue::Queue;

// Keys in events are encoded as in a form: a space becomes a plus.
const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b' ');

// Of Linux and macOS, in bytes.
const LONGEST_FILE_NAME: usize = 255;
const UPLOAD_ID: &str = ".upload-00000000-0000-0000-0000-000000000000";

pub(crate) struct Objects {
    files: FileSystem,
    // Only one writes at a time, or two with `If-None-Match` could both find nothing there.
    writing: Mutex<()>,
    events: Queue<Value>,
    clock: Clock,
    sequence: AtomicU64,
}

impl Objects {
    pub(crate) fn open(root: &Path, events: Queue<Value>, clock: Clock) -> Result<Self, Error> {
        let files = FileSystem::new(root).map_err(|e| Error::S3(format!("{e:?}")))?;
        Ok(Self { files, writing: Mutex::new(()), events, clock, sequence: AtomicU64::new(1) })
    }

    async fn store(&self, req: S3Request<PutObjectInput>, event: &str) -> S3Result<S3Response<PutObjectOutput>> {
        let (bucket, key) = (req.input.bucket.clone(), req.input.key.clone());
        self.must_fit(&bucket, &key, 0)?;
        self.must_exist(&bucket).await?;
        let _alone = self.writing.lock().await;
        let stored = self.files.put_object(req).await?;
        self.announce(event, bucket, key).await?;
        Ok(stored)
    }

    /// `s3s-fs` keeps what belongs to an object in a file with the whole key in its name, so that a key can have only
    /// some 140 bytes here, where AWS takes 1024: say so, rather than fail for no visible reason.
    fn must_fit(&self, bucket: &str, key: &str, more: usize) -> S3Result<()> {
        let name = ".bucket-.object-.metadata.json".len() + encoded(bucket) + encoded(key) + more;
        if name > LONGEST_FILE_NAME {
            return Err(s3_error!(KeyTooLongError, "Here a key can have about 140 bytes; this one has {}.", key.len()));
        }
        Ok(())
    }

    /// `s3s-fs` would make the bucket on the way.
    async fn must_exist(&self, bucket: &str) -> S3Result<()> {
        let input = HeadBucketInput { bucket: bucket.into(), ..Default::default() };
        self.files.head_bucket(request(input)).await.map(drop)
    }

    async fn announce(&self, event: &str, bucket: String, key: String) -> S3Result<()> {
        let input = HeadObjectInput { bucket: bucket.clone(), key: key.clone(), ..Default::default() };
        let object = self.files.head_object(request(input)).await?.output;
        let number = self.sequence.fetch_add(1, Ordering::Relaxed);
        let now = (self.clock)();
        self.events.push(json!({"Records": [{
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": REGION,
            "eventTime": format!("{now:.3}"),
            "eventName": event,
            "userIdentity": {"principalId": "AWS:LOCAL"},
            "requestParameters": {"sourceIPAddress": "127.0.0.1"},
            "responseElements": {"x-amz-request-id": format!("{number:016X}"), "x-amz-id-2": "local"},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "created",
                "bucket": {
                    "name": bucket,
                    "ownerIdentity": {"principalId": "LOCAL"},
                    "arn": format!("arn:aws:s3:::{bucket}"),
                },
                "object": {
                    "key": utf8_percent_encode(&key, KEY).to_string().replace(' ', "+"),
                    "size": object.content_length.unwrap_or_default(),
                    "eTag": object.e_tag.map(ETag::into_value).unwrap_or_default(),
                    "sequencer": format!("{:012X}{number:06X}", now.as_millisecond()),
                },
            },
        }]}));
        Ok(())
    }
}

impl Objects {
    /// S3 computes the checksum that a copy asks for, keeps it with the copy and tells it; `s3s-fs` copies only.
    async fn sum_up(
        &self,
        copied: &mut CopyObjectOutput,
        algorithm: &ChecksumAlgorithm,
        bucket: &str,
        key: &str,
    ) -> S3Result<()> {
        if algorithm.as_str() != ChecksumAlgorithm::SHA256 {
            return Err(s3_error!(NotImplemented, "Here a copy is summed up with SHA-256 only."));
        }
        let input = GetObjectInput { bucket: bucket.into(), key: key.into(), ..Default::default() };
        let object = self.files.get_object(request(input)).await?.output;
        let mut body = object.body.ok_or_else(|| s3_error!(InternalError))?;
        let mut bytes = Vec::new();
        while let Some(part) = body.next().await {
            bytes.extend_from_slice(&part.map_err(|_| s3_error!(InternalError))?);
        }
        let sum = BASE64.encode(&Sha256::digest(&bytes));
        let input = PutObjectInput {
            bucket: bucket.into(),
            key: key.into(),
            body: Some(StreamingBlob::from(s3s::Body::from(bytes))),
            checksum_sha256: Some(sum.clone()),
            content_type: object.content_type,
            metadata: object.metadata,
            ..Default::default()
        };
        self.files.put_object(request(input)).await?;
        if let Some(result) = &mut copied.copy_object_result {
            result.checksum_sha256 = Some(sum);
        }
        Ok(())
    }
}

/// How long a text is in base64 without padding.
fn encoded(text: &str) -> usize {
    (text.len() * 4).div_ceil(3)
}

fn request<T>(input: T) -> S3Request<T> {
    S3Request {
        input,
        method: http::Method::HEAD,
        uri: http::Uri::default(),
        headers: http::HeaderMap::default(),
        extensions: http::Extensions::default(),
        credentials: None,
        region: None,
        service: None,
        trailing_headers: None,
    }
}

macro_rules! objects {
    ($($as_they_are:ident($input:ident) -> $output:ident;)*) => {
        #[async_trait::async_trait]
        impl S3 for Objects {
            $(async fn $as_they_are(&self, req: S3Request<$input>) -> S3Result<S3Response<$output>> {
                self.files.$as_they_are(req).await
            })*

            // An upload form arrives here too: the trait turns its request into this one.
            async fn put_object(&self, req: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
                let form = req.method == http::Method::POST;
                self.store(req, if form { "ObjectCreated:Post" } else { "ObjectCreated:Put" }).await
            }

            async fn copy_object(&self, req: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
                let (bucket, key) = (req.input.bucket.clone(), req.input.key.clone());
                self.must_fit(&bucket, &key, 0)?;
                let asked = req.input.checksum_algorithm.clone();
                let _alone = self.writing.lock().await;
                let mut copied = self.files.copy_object(req).await?;
                if let Some(algorithm) = asked {
                    self.sum_up(&mut copied.output, &algorithm, &bucket, &key).await?;
                }
                self.announce("ObjectCreated:Copy", bucket, key).await?;
                Ok(copied)
            }

            async fn head_object(&self, req: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
                let asked = req.input.checksum_mode.as_ref().is_some_and(|mode| mode.as_str() == ChecksumMode::ENABLED);
                let mut found = self.files.head_object(req).await?;
                // S3 tells the checksum only to who asks for it.
                if !asked {
                    found.output.checksum_sha256 = None;
                }
                Ok(found)
            }

            async fn create_multipart_upload(
                &self,
                req: S3Request<CreateMultipartUploadInput>,
            ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
                self.must_fit(&req.input.bucket, &req.input.key, UPLOAD_ID.len())?;
                self.files.create_multipart_upload(req).await
            }

            async fn complete_multipart_upload(
                &self,
                req: S3Request<CompleteMultipartUploadInput>,
            ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
                let (bucket, key) = (req.input.bucket.clone(), req.input.key.clone());
                let _alone = self.writing.lock().await;
                let completed = self.files.complete_multipart_upload(req).await?;
                self.announce("ObjectCreated:CompleteMultipartUpload", bucket, key).await?;
                Ok(completed)
            }

            async fn delete_bucket(&self, _: S3Request<DeleteBucketInput>) -> S3Result<S3Response<DeleteBucketOutput>> {
                Err(s3_error!(AccessDenied, "Buckets are made and kept by the stack."))
            }
        }
    };
}

objects! {
    abort_multipart_upload(AbortMultipartUploadInput) -> AbortMultipartUploadOutput;
    create_bucket(CreateBucketInput) -> CreateBucketOutput;
    delete_object(DeleteObjectInput) -> DeleteObjectOutput;
    delete_objects(DeleteObjectsInput) -> DeleteObjectsOutput;
    get_bucket_location(GetBucketLocationInput) -> GetBucketLocationOutput;
    get_object(GetObjectInput) -> GetObjectOutput;
    head_bucket(HeadBucketInput) -> HeadBucketOutput;
    list_buckets(ListBucketsInput) -> ListBucketsOutput;
    list_objects(ListObjectsInput) -> ListObjectsOutput;
    list_objects_v2(ListObjectsV2Input) -> ListObjectsV2Output;
    list_parts(ListPartsInput) -> ListPartsOutput;
    upload_part(UploadPartInput) -> UploadPartOutput;
    upload_part_copy(UploadPartCopyInput) -> UploadPartCopyOutput;
}
