//! Keys and what is derived with them: link tokens, one-time codes, sealed secrets. Tokens are derived, never stored.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use aws_config::timeout::TimeoutConfig;
use aws_sdk_secretsmanager::{Client, config::Builder};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::{
    code,
    hash::Hash,
    ids::{CodeId, LinkId},
    paper,
    transfer::{Package, PackageBroken, Seal, Sealed, Transfer},
};
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use tokio::sync::RwLock;

use crate::{app::CONNECT, error::StoreError};

/// Keys of one purpose: one signs, all verify.
#[derive(Clone, Deserialize)]
pub struct Ring {
    /// The id of the key that signs.
    pub signs: String,
    /// All keys that verify, by id: base64 of 32 random bytes.
    pub keys: BTreeMap<String, String>,
}

impl Ring {
    /// A key by its id.
    pub fn key(&self, kid: &str) -> Option<Vec<u8>> {
        BASE64.decode(self.keys.get(kid)?.as_bytes()).ok().filter(|key| key.len() >= 32)
    }

    /// Whether a text is one of the keys. Every key is looked at, each in constant time.
    fn holds(&self, shown: &str) -> bool {
        self.keys.values().fold(false, |found, key| found | bool::from(key.as_bytes().ct_eq(shown.as_bytes())))
    }

    /// The key that signs: its id and bytes.
    fn signing(&self) -> Option<(String, Vec<u8>)> {
        self.key(&self.signs).map(|key| (self.signs.clone(), key))
    }
}

/// The secret's contents.
#[derive(Clone, Deserialize)]
pub struct KeySet {
    /// Session tokens.
    pub session: Ring,
    /// Link tokens and one-time codes.
    pub link: Ring,
    /// What is encrypted at rest: secrets of authenticators.
    pub vault: Ring,
    /// What the edge shows with every request, so that nobody can go round it. Without any, everybody may: on a laptop there is no edge.
    #[serde(default)]
    pub edge: Option<Ring>,
    /// Manifests of packages. A secret from before packages were signed has none: only handing over waits for it then.
    #[serde(default)]
    pub package: Option<Ring>,
    /// Signing in through the hub of the schools. Without it that is offered nowhere.
    #[serde(default)]
    pub hub: Option<HubClient>,
}

/// How this environment is known to the hub of the schools. Nothing of it is told: it signs in people.
#[derive(Clone, Deserialize)]
pub struct HubClient {
    /// Who issues the tokens, as they name it: `https://...`.
    pub issuer: String,
    /// The name under which the hub knows us.
    pub client_id: String,
    /// What we show the hub.
    pub client_secret: String,
}

/// The keys in force.
#[derive(Clone)]
pub struct Keys {
    client: Client,
    secret: Arc<str>,
    present: Arc<RwLock<(KeySet, Timestamp)>>,
}

/// Re-reading on an unknown key id is limited, so that made-up ids cost nothing.
const REREAD: SignedDuration = SignedDuration::from_mins(1);

/// What reading the keys may take when a function starts: on a small share of a processor the first TLS connection alone takes longer
/// than a page may wait for a call.
fn starting() -> Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(Duration::from_secs(4))
        .operation_timeout(Duration::from_secs(9));
    Builder::new().timeout_config(timeouts.build())
}

async fn fetch(client: &Client, secret: &str, patience: Option<Builder>) -> Result<KeySet, StoreError> {
    let call = client.get_secret_value().secret_id(secret);
    let answer = match patience {
        Some(patience) => call.customize().config_override(patience).send().await,
        None => call.send().await,
    };
    let answer = answer.map_err(StoreError::from_sdk)?;
    serde_json::from_str(answer.secret_string().unwrap_or_default())
        .map_err(|error| StoreError::Corrupt { entity: "keys", cause: format!("line {}", error.line()) })
}

impl Keys {
    /// Reads the keys.
    ///
    /// # Errors
    /// When the secret cannot be read.
    pub async fn read(client: Client, secret: &str, now: Timestamp) -> Result<Self, StoreError> {
        let set = fetch(&client, secret, Some(starting())).await?;
        Ok(Self { client, secret: secret.into(), present: Arc::new(RwLock::new((set, now))) })
    }

    /// Whether a request came through the edge: it shows one of the edge's keys, which are compared in constant time.
    /// Always, where the edge has no keys.
    pub async fn came_through_edge(&self, shown: Option<&str>, now: Timestamp) -> bool {
        let Some(shown) = shown else { return self.present.read().await.0.edge.is_none() };
        let known = |set: &KeySet| set.edge.as_ref().is_none_or(|ring| ring.holds(shown)).then_some(());
        matches!(self.find(known, now).await, Ok(Some(())))
    }

    /// Something of the keys; when it is not among them, they are read again, at most once a minute.
    async fn find<T>(&self, pick: impl Fn(&KeySet) -> Option<T>, now: Timestamp) -> Result<Option<T>, StoreError> {
        {
            let present = self.present.read().await;
            if let Some(found) = pick(&present.0) {
                return Ok(Some(found));
            }
            if now < present.1 + REREAD {
                return Err(StoreError::Unavailable("keys: read a moment ago".into()));
            }
        }
        let mut present = self.present.write().await;
        present.1 = now;
        present.0 = fetch(&self.client, &self.secret, None).await?;
        Ok(pick(&present.0))
    }

    /// How the hub of the schools knows us, if it does.
    pub async fn hub(&self) -> Option<HubClient> {
        self.present.read().await.0.hub.clone()
    }

    /// The session key that signs: its id and bytes.
    pub async fn session_signing(&self) -> Option<(String, Vec<u8>)> {
        self.present.read().await.0.session.signing()
    }

    /// A session key by its id.
    pub async fn session(&self, kid: &str, now: Timestamp) -> Option<Vec<u8>> {
        self.find(|set| set.session.key(kid), now).await.ok()?
    }

    /// The id of the link key for new links.
    pub async fn link_kid(&self) -> String {
        self.present.read().await.0.link.signs.clone()
    }

    /// The ids of all link keys that are in use.
    pub async fn link_kids(&self) -> Vec<String> {
        self.present.read().await.0.link.keys.keys().cloned().collect()
    }

    /// The token of a link: 256 bits in base64url.
    pub async fn token(&self, link: LinkId, kid: &str, now: Timestamp) -> Option<String> {
        let key = self.find(|set| set.link.key(kid), now).await.ok()??;
        Some(BASE64URL_NOPAD.encode(&mac(&key, &["link", &link.to_string()])))
    }

    /// The code of a login on paper, which stands for its link.
    pub async fn paper(&self, link: LinkId, kid: &str, now: Timestamp) -> Option<String> {
        let key = self.find(|set| set.link.key(kid), now).await.ok()??;
        Some(paper::from_mac(&mac(&key, &["paper", &link.to_string()])))
    }

    /// The digits of a code, bound to what it was made for.
    pub async fn code(&self, id: CodeId, bound: &Hash, kid: &str, now: Timestamp) -> Option<String> {
        let key = self.find(|set| set.link.key(kid), now).await.ok()??;
        Some(code::from_mac(&mac(&key, &["code", &id.to_string(), bound.as_str()])))
    }

    /// Encrypts, with the key's id in front; `nonce` is 24 random bytes.
    pub async fn seal(&self, plain: &[u8], nonce: [u8; 24]) -> Option<String> {
        let ring = &self.present.read().await.0.vault;
        let cipher = XChaCha20Poly1305::new_from_slice(ring.key(&ring.signs)?.get(..32)?).ok()?;
        let sealed = cipher.encrypt(&XNonce::from(nonce), plain).ok()?;
        Some(format!("{}:{}:{}", ring.signs, BASE64.encode(&nonce), BASE64.encode(&sealed)))
    }

    /// Decrypts.
    pub async fn open(&self, sealed: &str, now: Timestamp) -> Option<Vec<u8>> {
        let mut parts = sealed.splitn(3, ':');
        let kid = parts.next()?;
        let key = self.find(|set| set.vault.key(kid), now).await.ok()??;
        let nonce: [u8; 24] = BASE64.decode(parts.next()?.as_bytes()).ok()?.try_into().ok()?;
        let sealed = BASE64.decode(parts.next()?.as_bytes()).ok()?;
        XChaCha20Poly1305::new_from_slice(key.get(..32)?).ok()?.decrypt(&XNonce::from(nonce), sealed.as_slice()).ok()
    }

    /// Signs the manifest of a package, by its hash; `None` when the secret has no keys for packages.
    ///
    /// # Errors
    /// When the secret cannot be read, or was read a moment ago and had none.
    pub async fn seal_package(&self, manifest: &Hash, now: Timestamp) -> Result<Option<Seal>, StoreError> {
        let found = self.find(|set| set.package.as_ref().and_then(Ring::signing), now).await;
        if !matches!(found, Ok(Some(_))) {
            tracing::error!("the secret with the keys has no ring `package` with a key that signs");
        }
        Ok(found?
            .map(|(kid, key)| Seal { kid, mac: BASE64URL_NOPAD.encode(&mac(&key, &["package", manifest.as_str()])) }))
    }

    /// Opens the package of a transfer. `None` when it is not what the sender set out; the log says why.
    ///
    /// # Errors
    /// When the secret cannot be read, or was read a moment ago and does not know the key that signed.
    pub async fn open_package(
        &self,
        bytes: &[u8],
        transfer: &Transfer,
        now: Timestamp,
    ) -> Result<Option<Package>, StoreError> {
        let opened = match Sealed::read(bytes, transfer) {
            Ok(sealed) => self.open_sealed(sealed, now).await?,
            Err(broken) => Err(broken),
        };
        let refused = |error| tracing::error!(transfer = %transfer.id, %error, "a package was refused");
        Ok(opened.map_err(refused).ok())
    }

    async fn open_sealed(&self, sealed: Sealed, now: Timestamp) -> Result<Result<Package, PackageBroken>, StoreError> {
        let (seal, manifest) = sealed.signature();
        let key = self.find(|set| set.package.as_ref()?.key(&seal.kid), now).await?;
        let signature = BASE64URL_NOPAD.decode(seal.mac.as_bytes()).unwrap_or_default();
        let is_genuine = key.is_some_and(|key| {
            keyed(&key, &["package", manifest.as_str()]).is_some_and(|mac| mac.verify_slice(&signature).is_ok())
        });
        Ok(sealed.open(is_genuine))
    }
}

/// HMAC-SHA-256 over length-prefixed parts, so that no two lists of parts give the same bytes.
fn keyed(key: &[u8], parts: &[&str]) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of any length; `new_from_slice` cannot fail.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).ok()?;
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    Some(mac)
}

fn mac(key: &[u8], parts: &[&str]) -> Vec<u8> {
    keyed(key, parts).map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use aws_sdk_secretsmanager::config::BehaviorVersion;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    /// Keys that were read a moment ago; nothing is called.
    fn keys() -> Keys {
        let ring = Ring {
            signs: "2".into(),
            keys: [("1", 1), ("2", 2)].map(|(kid, byte)| (kid.into(), BASE64.encode(&[byte; 32]))).into(),
        };
        let set =
            KeySet { session: ring.clone(), link: ring.clone(), vault: ring, edge: None, package: None, hub: None };
        let client = Client::from_conf(Builder::new().behavior_version(BehaviorVersion::latest()).build());
        Keys { client, secret: "keys".into(), present: Arc::new(RwLock::new((set, Timestamp::UNIX_EPOCH))) }
    }

    fn now<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened_and_with_any_sign_changed_it_is_not(
            plain in prop::collection::vec(any::<u8>(), 0..60), nonce in any::<[u8; 24]>(), place in any::<prop::sample::Index>(), sign in "[A-Za-z0-9+/=:]", text in "\\PC{0,80}",
        ) {
            let (keys, at) = (keys(), Timestamp::UNIX_EPOCH);
            let sealed = now(keys.seal(&plain, nonce)).unwrap();
            prop_assert_eq!(now(keys.open(&sealed, at)), Some(plain));
            let place = place.index(sealed.len());
            let changed = format!("{}{sign}{}", &sealed[..place], &sealed[place + 1..]);
            prop_assert!(changed == sealed || now(keys.open(&changed, at)).is_none(), "{}", place);
            prop_assert!(now(keys.open(&sealed[..place], at)).is_none() && now(keys.open(&text, at)).is_none());
        }

        #[test]
        fn a_token_and_a_code_are_those_of_their_link_and_key_and_of_no_other(one in any::<u128>(), other in any::<u128>()) {
            let (keys, at) = (keys(), Timestamp::UNIX_EPOCH);
            let token = |id, kid: &str| now(keys.token(LinkId::new(Uuid::from_u128(id)), kid, at));
            let of = token(one, "1").unwrap();
            prop_assert!(of.len() == 43 && token(one, "1") == Some(of.clone()) && token(one, "3").is_none());
            prop_assert!(token(one, "2") != Some(of.clone()) && (one == other || token(other, "1") != Some(of)));
            let code = |bound: &str| now(keys.code(CodeId::new(Uuid::from_u128(one)), &Hash::of(bound), "1", at)).unwrap();
            prop_assert!(code("a").len() == 6 && code("a") == code("a"));
        }

        #[test]
        fn parts_that_are_cut_otherwise_give_another_mac(text in "[a-z]{2,12}", at in any::<prop::sample::Index>(), and in any::<prop::sample::Index>()) {
            let cut = |at: usize| mac(&[7; 32], &[&text[..at], &text[at..]]);
            let (at, and) = (at.index(text.len()), and.index(text.len()));
            prop_assert_eq!(cut(at) == cut(and), at == and);
            prop_assert_ne!(cut(at), mac(&[7; 32], &[&text]));
        }
    }
}
