//! Who calls AWS: there each function has a role of its own, here an access key, which is its name.

use std::future::Future;

use aws_config::{SdkConfig, identity::IdentityCache};
use aws_credential_types::{Credentials, credential_fn::provide_credentials_fn, provider::SharedCredentialsProvider};

tokio::task_local! {
    static FUNCTION: String;
}

/// What `work` does in its own task, it does as this function.
pub(crate) async fn acting<T>(function: &str, work: impl Future<Output = T>) -> T {
    // On the heap: all functions in one future are more than the stack of a thread holds.
    FUNCTION.scope(function.to_owned(), Box::pin(work)).await
}

/// Clients that call as the function that works; outside of any, as nobody in particular.
pub(crate) fn identified(config: SdkConfig) -> SdkConfig {
    let provider = provide_credentials_fn(|| async {
        let who = FUNCTION.try_with(Clone::clone).unwrap_or_else(|_| emulators::ACCESS_KEY.to_owned());
        Ok(Credentials::new(who, emulators::SECRET_KEY, None, None, "local"))
    });
    config
        .into_builder()
        .credentials_provider(SharedCredentialsProvider::new(provider))
        // One client serves all functions: whose credentials it has is asked with each call.
        .identity_cache(IdentityCache::no_cache())
        .build()
}
