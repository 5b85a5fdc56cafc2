//! What wakes the function.

use aws_lambda_events::event::dynamodb;
use serde::Deserialize;
use serde_json::Value;

/// What wakes the function: changes of the outbox, or the minute.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Value")]
pub enum Event {
    /// New items, from the stream.
    Records(dynamodb::Event),
    /// The schedule's minute.
    Sweep,
}

/// An event of another kind.
#[derive(Debug, thiserror::Error)]
#[error("neither stream records nor a sweep: {0}")]
pub struct Unknown(String);

impl TryFrom<Value> for Event {
    type Error = Unknown;

    fn try_from(event: Value) -> Result<Self, Unknown> {
        if event.get("Records").is_some() {
            return serde_json::from_value(event).map(Self::Records).map_err(|error| Unknown(error.to_string()));
        }
        let sweep = event.get("sweep") == Some(&Value::Bool(true))
            || event.get("schedule").and_then(Value::as_str) == Some("sweep-outbox");
        if sweep { Ok(Self::Sweep) } else { Err(Unknown("no `Records`, no `schedule`".into())) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Event {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn stream_records_and_the_minute_are_told_apart() {
        assert_eq!(read(include_str!("../../../events/dispatch-outbox/minute.json")), Event::Sweep);
        assert_eq!(read(r#"{"sweep": true}"#), Event::Sweep);
        let Event::Records(records) = read(include_str!("../../../events/dispatch-outbox/new-job.json")) else {
            panic!("no records")
        };
        let job: store::outbox::Job = serde_dynamo::from_item(records.records[0].change.new_image.clone()).unwrap();
        assert_eq!(job.task.function(), "deliver-mail");
    }

    #[test]
    fn anything_else_is_an_error_and_not_a_sweep() {
        assert!(serde_json::from_str::<Event>(r#"{"detail-type": "Object Created"}"#).is_err());
    }

    proptest! {
        #[test]
        fn what_wakes_is_a_sweep_only_when_it_says_so(name in "[a-zA-Z]{0,10}", value in "[a-z-]{0,14}", number in any::<i64>(), records in "[{}\\[\\]\":a-z0-9]{0,20}") {
            for event in [serde_json::json!({ &name: value, "sweep": number }), serde_json::json!({ "schedule": value, "sweep": value }), serde_json::json!([name]), number.into()] {
                prop_assert!(value == "sweep-outbox" || Event::try_from(event).is_err());
            }
            if let Ok(event) = serde_json::from_str::<Event>(&format!("{{\"Records\":{records}}}")) {
                prop_assert!(matches!(event, Event::Records(_)));
            }
        }
    }
}
