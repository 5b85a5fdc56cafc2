//! DynamoDB: the embedded server on a port of its own, reached through ours.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use bytes::Bytes;
use http::{Request, Uri, header};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::watch;

use crate::answers::{Answer, BoxError, failure};
use crate::calls::Service;
use crate::error::Error;
use crate::permissions::{self, Permission};
use crate::server::{Asked, Endpoint, Servers, listen};
use crate::tables::Tables;
use crate::units;

pub(crate) struct DynamoDb {
    client: Client<HttpConnector, Full<Bytes>>,
    inner: SocketAddr,
    written: watch::Sender<u64>,
}

impl DynamoDb {
    pub(crate) async fn start(
        tables: &Tables,
        mut stopped: watch::Receiver<bool>,
        servers: &mut Servers,
    ) -> Result<Self, Error> {
        let listener = listen(0).await?;
        let inner = listener.local_addr().map_err(|e| Error::Port(0, e))?;
        let stop = async move { drop(stopped.wait_for(|stop| *stop).await) };
        let served = dynoxide::server::serve_with_shutdown(listener, tables.database(), stop);
        servers.run(async move {
            if let Err(reason) = served.await {
                tracing::error!(reason, "the embedded DynamoDB stopped");
            }
        });
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { client, inner, written: tables.written() })
    }

    /// Passes a request on. The answer bears the [`Units`] it took as an extension, which the client does not see.
    async fn forward(&self, mut request: Request<Bytes>) -> Result<Answer, BoxError> {
        let operation = operation(&request).to_owned();
        let asked = units::asked_for(&operation, request.body());
        let is_ours = asked.is_some();
        if let Some(asked) = asked {
            request.headers_mut().remove(header::CONTENT_LENGTH);
            *request.body_mut() = asked;
        }
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = Uri::try_from(format!("http://{}{path}", self.inner))?;
        for hop in [header::CONNECTION, header::TRANSFER_ENCODING] {
            request.headers_mut().remove(hop);
        }
        let (mut head, body) = self.client.request(request.map(Full::new)).await?.into_parts();
        let mut body = body.collect().await?.to_bytes();
        if let Some((units, rest)) = units::taken_out(&operation, &body) {
            head.extensions.insert(units);
            if is_ours {
                head.headers.remove(header::CONTENT_LENGTH);
                head.headers.remove("x-amz-crc32");
                body = rest;
            }
        }
        Ok(Answer::from_parts(head, Full::new(body).map_err(|never| match never {}).boxed_unsync()))
    }
}

impl Endpoint for DynamoDb {
    fn service(&self) -> Service {
        Service::DynamoDb
    }

    fn describe(&self, request: &Request<Bytes>) -> Asked {
        let operation = operation(request).to_owned();
        let permissions = permissions::of_dynamodb(&operation, request.body());
        Asked { target: tables_in(&permissions), operation, permissions }
    }

    async fn answer(&self, request: Request<Bytes>) -> Answer {
        let writes = !["Get", "BatchGet", "TransactGet", "Query", "Scan", "Describe", "List"]
            .iter()
            .any(|reading| operation(&request).starts_with(reading));
        let answer = self.forward(request).await;
        if writes {
            self.written.send_modify(|count| *count = count.wrapping_add(1));
        }
        answer.unwrap_or_else(|e| {
            tracing::error!(error = %e, "the embedded DynamoDB did not answer");
            failure(Service::DynamoDb)
        })
    }
}

fn operation(request: &Request<Bytes>) -> &str {
    let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    target.rsplit_once('.').map_or(target, |(_, operation)| operation)
}

/// The tables that these are about, sorted, comma between.
fn tables_in(permissions: &[Permission]) -> String {
    let tables: BTreeSet<_> =
        permissions.iter().filter_map(|permission| permission.resource.split('/').next()).collect();
    tables.into_iter().collect::<Vec<_>>().join(",")
}
