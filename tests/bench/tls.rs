//! TLS before the embedded services: what a call costs in AWS is mostly the handshake, and a benchmark without one hides it.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

/// Listeners that speak TLS and pass everything on.
pub struct Tls {
    acceptor: TlsAcceptor,
    known: BTreeMap<String, String>,
}

impl Tls {
    /// A certificate of one's own, written to `bundle` for those who shall trust it.
    pub fn new(bundle: &Path) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        std::fs::write(bundle, cert.pem()).expect("written");
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a certificate with its key");
        Self { acceptor: TlsAcceptor::from(Arc::new(config)), known: BTreeMap::new() }
    }

    /// The same service behind TLS.
    pub async fn before(&mut self, url: &str) -> String {
        let Some(plain) = url.strip_prefix("http://") else { return url.to_owned() };
        if let Some(known) = self.known.get(plain) {
            return known.clone();
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let secure = format!("https://localhost:{}", listener.local_addr().expect("its address").port());
        tokio::spawn(pass_on(listener, self.acceptor.clone(), plain.to_owned()));
        self.known.insert(plain.to_owned(), secure.clone());
        secure
    }
}

async fn pass_on(listener: TcpListener, acceptor: TlsAcceptor, plain: String) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, plain) = (acceptor.clone(), plain.clone());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let Ok(mut secure) = acceptor.accept(stream).await else { return };
            let Ok(mut onward) = TcpStream::connect(plain).await else { return };
            let _ = onward.set_nodelay(true);
            let _ = copy_bidirectional(&mut secure, &mut onward).await;
        });
    }
}
