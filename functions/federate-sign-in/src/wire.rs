//! Requests to the hub. Answers are small and come soon, or count as none; nobody is followed elsewhere.

use std::{error::Error, pin::Pin, time::Duration};

use bytes::Bytes;
use http::header::HOST;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::crypto::aws_lc_rs;

/// What one request may take. There are six at most behind one press of a button, hardly ever more than two, and the function has 28 s.
const PATIENCE: Duration = Duration::from_secs(4);
/// Bytes of an answer: the keys of a hub of many institutions are some tens of kB.
const LARGEST: usize = 512 * 1024;

/// The hub did not answer, or not as it should.
#[derive(Debug, thiserror::Error)]
#[error("the hub: {0}")]
pub struct WireError(String);

impl WireError {
    fn of(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let error = error.into();
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        Self(format!("{error}{cause}"))
    }
}

/// The connection to the hub.
pub struct Wire(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl<'a> AsyncHttpClient<'a> for Wire {
    type Error = WireError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WireError>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

impl Wire {
    /// Trusts what the system trusts: the hub is of another house than the services of AWS. Without TLS only where the hub itself names
    /// an address without it, on one machine.
    pub fn open(issuer: &str) -> Result<Self, WireError> {
        let builder = HttpsConnectorBuilder::new();
        let builder = builder.with_provider_and_native_roots(aws_lc_rs::default_provider()).map_err(WireError::of)?;
        let builder = if issuer.starts_with("http://") { builder.https_or_http() } else { builder.https_only() };
        Ok(Self(Client::builder(TokioExecutor::new()).build(builder.enable_http1().build())))
    }

    /// One request.
    pub async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let answer = tokio::time::timeout(PATIENCE, self.answer(request)).await;
        answer.map_err(|_| WireError("no answer in time".into()))?
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        request.headers_mut().remove(HOST);
        let (head, body) = self.0.request(request).await.map_err(WireError::of)?.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(WireError::of)?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
    }
}
