//! What an event tells: three shapes, read tolerantly.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What was heard of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The object's key.
    pub key: String,
    /// Its tag, without quotes.
    pub etag: Option<String>,
    /// Its revision, where the bucket keeps them.
    pub revision: Option<String>,
    /// What happened.
    pub news: News,
}

/// What happened to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It is there.
    Arrived,
    /// The scan found nothing.
    Clean,
    /// The scan found something.
    Threat,
    /// The scanner could not look, and why.
    NotScanned(String),
}

fn text(value: &Value, names: [&str; 2]) -> Option<String> {
    let found = names.into_iter().find_map(|name| value.get(name)).and_then(Value::as_str)?;
    Some(found.trim_matches('"').to_owned()).filter(|found| !found.is_empty())
}

fn heard(object: &Value, key: String, news: News) -> Heard {
    Heard {
        key,
        etag: text(object, ["eTag", "etag"]),
        revision: text(object, ["versionId", "version-id"]).filter(|id| id != "null"),
        news,
    }
}

/// What an event tells; nothing for an event of another kind.
pub fn read(event: &Value) -> Vec<Heard> {
    let at = |path: &str| event.pointer(path);
    if let Some(records) = at("/Records").and_then(Value::as_array) {
        return records.iter().filter_map(notification).collect();
    }
    if let Some(object) = at("/detail/s3ObjectDetails") {
        let status = at("/detail/scanResultDetails/scanResultStatus").and_then(Value::as_str).unwrap_or("none");
        let news = match status {
            "NO_THREATS_FOUND" => News::Clean,
            // Locked with a password, or packed too deep: nobody can say that it is harmless.
            "THREATS_FOUND" | "UNSUPPORTED" => News::Threat,
            other => News::NotScanned(other.to_owned()),
        };
        return text(object, ["objectKey", "key"]).map(|key| heard(object, key, news)).into_iter().collect();
    }
    let created = at("/detail-type").and_then(Value::as_str) == Some("Object Created");
    let object = at("/detail/object").filter(|_| created);
    object.and_then(|object| Some(heard(object, text(object, ["key", "key"])?, News::Arrived))).into_iter().collect()
}

/// A record as S3 sends it itself: the key is encoded as in a form.
fn notification(record: &Value) -> Option<Heard> {
    let created = record.get("eventName")?.as_str()?.trim_start_matches("s3:").starts_with("ObjectCreated:");
    let object = record.pointer("/s3/object").filter(|_| created)?;
    let key = object.get("key")?.as_str()?.replace('+', " ");
    Some(heard(object, percent_decode_str(&key).decode_utf8().ok()?.into_owned(), News::Arrived))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_upload_reads_the_same_from_s3_and_from_the_event_bus() {
        let direct = json!({"Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": "a%2Fb+c", "eTag": "\"abc\"", "size": 3}}}]});
        let by_bus = json!({"detail-type": "Object Created", "source": "aws.s3", "detail": {"object": {"key": "a/b c", "etag": "abc", "size": 3}, "reason": "POST Object"}});
        let expected =
            vec![Heard { key: "a/b c".into(), etag: Some("abc".into()), revision: None, news: News::Arrived }];
        assert_eq!(read(&direct), expected);
        assert_eq!(read(&by_bus), expected);
    }

    #[test]
    fn a_scan_tells_what_it_found_of_which_revision() {
        let of = |status: &str| {
            let event = json!({"detail-type": "GuardDuty Malware Protection Object Scan Result", "detail": {
                "s3ObjectDetails": {"bucketName": "files", "objectKey": "k", "eTag": "abc", "versionId": "v1"},
                "scanResultDetails": {"scanResultStatus": status}}});
            read(&event).remove(0)
        };
        assert_eq!(
            of("NO_THREATS_FOUND"),
            Heard { key: "k".into(), etag: Some("abc".into()), revision: Some("v1".into()), news: News::Clean }
        );
        assert_eq!(of("THREATS_FOUND").news, News::Threat);
        assert_eq!(of("UNSUPPORTED").news, News::Threat);
        assert_eq!(of("ACCESS_DENIED").news, News::NotScanned("ACCESS_DENIED".into()));
    }

    #[test]
    fn other_events_tell_nothing() {
        assert_eq!(read(&json!({})), []);
        assert_eq!(
            read(&json!({"Records": [{"eventName": "ObjectRemoved:Delete", "s3": {"object": {"key": "k"}}}]})),
            []
        );
        assert_eq!(read(&json!({"detail-type": "Object Deleted", "detail": {"object": {"key": "k"}}})), []);
    }

    /// An event of AWS with a piece of it replaced by something else.
    fn damaged() -> impl Strategy<Value = String> {
        let events = [
            include_str!("../../../events/check-file/notification.json"),
            include_str!("../../../events/check-file/object-created.json"),
            include_str!("../../../events/check-file/scan-clean.json"),
        ];
        let place = any::<prop::sample::Index>();
        (prop::sample::select(events.to_vec()), place, 0_usize..40, "[{}\\[\\]\":,a-z0-9%+]{0,12}").prop_map(
            |(event, place, gone, new)| {
                let signs: Vec<char> = event.chars().collect();
                let at = place.index(signs.len());
                let rest = signs.iter().skip(at + gone);
                signs.iter().take(at).copied().chain(new.chars()).chain(rest.copied()).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn a_damaged_event_tells_something_or_nothing(event in damaged()) {
            if let Ok(event) = serde_json::from_str(&event) {
                prop_assert!(read(&event).iter().all(|heard| heard.etag.as_deref() != Some("")));
            }
        }

        #[test]
        fn the_key_of_an_object_is_read_as_it_was_written(key in "\\PC{1,60}") {
            let encoded = percent_encoding::utf8_percent_encode(&key, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%20", "+");
            let event = json!({"Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": encoded}}}]});
            prop_assert_eq!(read(&event).remove(0).key, key);
        }
    }
}
