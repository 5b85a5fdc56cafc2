//! An upload form: a POST policy that S3 holds the browser to, signed with Signature Version 4.

use aws_sdk_s3::config::Credentials;
use data_encoding::{BASE64, HEXLOWER};
use domain::file::MAX_BYTES;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use sha2::Sha256;

use crate::error::FilesError;

/// How long an upload form can be sent: the time somebody needs to find the file, not a working day.
pub const FORM_LIFE: SignedDuration = SignedDuration::from_hours(1);
/// Bytes that S3 takes: four times what is allowed, and nothing at all, so that people who send too much or forgot to choose
/// are told so by us, in their language; what S3 refuses by itself is answered with bare XML and no way back.
const MOST_SENT: u64 = 4 * MAX_BYTES;

/// A form that sends one file: where to, and the hidden fields that go before the file itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UploadForm {
    /// Where it is sent to, as `multipart/form-data`.
    pub url: String,
    /// Hidden fields, by name and value, in order. The file comes last, as `file`.
    pub fields: Vec<(String, String)>,
}

/// What a form is made for.
pub(crate) struct Wanted<'a> {
    pub url: &'a str,
    pub region: &'a str,
    pub bucket: &'a str,
    pub key: &'a str,
    pub content_type: &'a str,
    pub redirect: &'a str,
}

/// The form, good from `at` for an hour.
pub(crate) fn signed(wanted: &Wanted<'_>, credentials: &Credentials, at: Timestamp) -> Result<UploadForm, FilesError> {
    let (day, moment) = (at.strftime("%Y%m%d").to_string(), at.strftime("%Y%m%dT%H%M%SZ").to_string());
    let credential = format!("{}/{day}/{}/s3/aws4_request", credentials.access_key_id(), wanted.region);
    let mut fields = vec![
        ("key", wanted.key.to_owned()),
        ("Content-Type", wanted.content_type.to_owned()),
        ("success_action_redirect", wanted.redirect.to_owned()),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256".to_owned()),
        ("x-amz-credential", credential),
        ("x-amz-date", moment),
    ];
    if let Some(token) = credentials.session_token() {
        fields.push(("x-amz-security-token", token.to_owned()));
    }
    // Every field is held to exactly its value.
    let mut conditions = vec![json!({ "bucket": wanted.bucket }), json!(["content-length-range", 0, MOST_SENT])];
    conditions.extend(fields.iter().map(|(name, value)| json!({ *name: value })));
    let ends = (at + FORM_LIFE).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    let policy = BASE64.encode(json!({ "expiration": ends, "conditions": conditions }).to_string().as_bytes());
    let signature = signature(credentials.secret_access_key(), &day, wanted.region, &policy)?;
    fields.extend([("policy", policy), ("x-amz-signature", signature)]);
    Ok(UploadForm {
        url: wanted.url.to_owned(),
        fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    })
}

/// The signature of a policy (AWS Signature Version 4, "authenticating requests in browser-based uploads").
fn signature(secret: &str, day: &str, region: &str, policy: &str) -> Result<String, FilesError> {
    let mut signed = format!("AWS4{secret}").into_bytes();
    for part in [day, region, "s3", "aws4_request", policy] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&signed).map_err(|error| FilesError::Unavailable(error.to_string()))?;
        mac.update(part.as_bytes());
        signed = mac.finalize().into_bytes().to_vec();
    }
    Ok(HEXLOWER.encode(&signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the S3 documentation, "Browser-based upload using HTTP POST".
    const POLICY: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";

    fn form(token: Option<&str>) -> UploadForm {
        let wanted = Wanted {
            url: "https://files.example/",
            region: "eu-central-1",
            bucket: "files",
            key: "licence/uploads/1",
            content_type: "application/pdf",
            redirect: "https://samenspoor.example/dossiers/1/files/2/uploaded",
        };
        let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", token.map(str::to_owned), None, "test");
        signed(&wanted, &credentials, "2026-11-22T09:00:00Z".parse().unwrap()).unwrap()
    }

    fn field<'a>(form: &'a UploadForm, name: &str) -> Option<&'a str> {
        form.fields.iter().find(|field| field.0 == name).map(|field| field.1.as_str())
    }

    #[test]
    fn a_policy_is_signed_as_in_the_example_of_the_documentation() {
        let signed = signature("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20151229", "us-east-1", POLICY).unwrap();
        assert_eq!(signed, "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
    }

    #[test]
    fn a_form_is_good_for_an_hour_for_one_key_one_type_and_a_bounded_size() {
        let form = form(None);
        let policy = BASE64.decode(field(&form, "policy").unwrap().as_bytes()).unwrap();
        let policy: serde_json::Value = serde_json::from_slice(&policy).unwrap();
        assert_eq!(policy["expiration"], "2026-11-22T10:00:00.000Z");
        let conditions = policy["conditions"].as_array().unwrap();
        for held in [
            json!({"bucket": "files"}),
            json!(["content-length-range", 0, 104_857_600]),
            json!({"key": "licence/uploads/1"}),
            json!({"Content-Type": "application/pdf"}),
            json!({"success_action_redirect": "https://samenspoor.example/dossiers/1/files/2/uploaded"}),
        ] {
            assert!(conditions.contains(&held), "{held}");
        }
        assert_eq!(
            field(&form, "x-amz-credential"),
            Some("AKIAIOSFODNN7EXAMPLE/20261122/eu-central-1/s3/aws4_request")
        );
    }

    #[test]
    fn the_token_of_temporary_credentials_goes_along_and_is_held_to() {
        assert_eq!(field(&form(None), "x-amz-security-token"), None);
        let form = form(Some("token"));
        assert_eq!(field(&form, "x-amz-security-token"), Some("token"));
        let policy = BASE64.decode(field(&form, "policy").unwrap().as_bytes()).unwrap();
        assert!(String::from_utf8(policy).unwrap().contains(r#"{"x-amz-security-token":"token"}"#));
    }
}
