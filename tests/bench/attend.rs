//! Workers of a stack that starts none by itself, each timed.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use local::{Stack, functions, pumps::Hand};

use crate::tables::Watch;

/// Seconds by function.
pub type Took = Mutex<BTreeMap<String, f64>>;

/// Delivers events as they come, and notes what they take.
pub async fn attend(stack: &Stack, took: &Took) {
    let mut hand = Hand::new(&stack.aws).expect("streams");
    loop {
        while let Some((function, event)) = hand.take() {
            let from = Watch::start();
            // What fails is delivered again by whoever waits for it.
            drop(functions::call(&stack.services, &function, event).await);
            *took.lock().unwrap_or_else(PoisonError::into_inner).entry(function).or_default() += from.seconds();
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
