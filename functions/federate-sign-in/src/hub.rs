//! The hub: where people go, and what its answer is worth. Signature, issuer, audience, nonce and time are checked here; the time is ours.

use std::{collections::BTreeMap, sync::Arc};

use chrono::DateTime;
use domain::hub::SchoolAccount;
use http::{Request, header};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthorizationCode, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl,
    StandardErrorResponse, StandardTokenResponse, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{App, crypto::HubClient};
use tokio::sync::RwLock;
use web::Problem;

use crate::{turn::Secret, wire::Wire};

/// What the hub says of itself, its keys among it, is asked again after this.
const KNOWN: SignedDuration = SignedDuration::from_mins(10);
/// Keys that are not known may be new ones: then it is asked at once, at most this often.
const REREAD: SignedDuration = SignedDuration::from_mins(1);
/// How far its clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// Signatures that are accepted: by a key of the hub's own, never by what we share with it, and never none.
const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The attributes of a person, whatever the hub calls them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Told(BTreeMap<String, Value>);

impl AdditionalClaims for Told {}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Told,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type OpenIdClient = openidconnect::Client<
    Told,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The answer of the hub is worth nothing. Why goes to the log, without any content; people are told to begin again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Worthless(String);

/// The hub, as far as it is known.
#[derive(Clone, Default)]
pub struct Hub(Arc<RwLock<Option<Known>>>);

#[derive(Clone)]
struct Known {
    metadata: CoreProviderMetadata,
    wire: Arc<Wire>,
    since: Timestamp,
}

/// An answer of the hub, and how this environment is known to it.
pub struct Answer<'a> {
    /// How the hub knows us.
    pub client: &'a HubClient,
    /// What only the browser has that asked.
    pub secret: &'a Secret,
    /// The code that came back.
    pub code: &'a str,
}

impl Hub {
    async fn known(&self, client: &HubClient, now: Timestamp, no_older: SignedDuration) -> Result<Known, Problem> {
        if let Some(known) = self.0.read().await.as_ref().filter(|known| now < known.since + no_older) {
            return Ok(known.clone());
        }
        let wire = Arc::new(Wire::open(&client.issuer).map_err(Problem::unavailable)?);
        let issuer = IssuerUrl::new(client.issuer.clone()).map_err(Problem::unavailable)?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &*wire).await.map_err(Problem::unavailable)?;
        let known = Known { metadata, wire, since: now };
        *self.0.write().await = Some(known.clone());
        Ok(known)
    }

    /// Where a browser goes that begins a turn.
    pub async fn address(&self, app: &App, client: &HubClient, secret: &Secret) -> Result<String, Problem> {
        let known = self.known(client, app.now(), KNOWN).await?;
        let (state, nonce) = (secret.state(), secret.nonce());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&secret.verifier());
        let openid = openid(app, client, &known)?;
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let asked = openid.authorize_url(flow, || state, || nonce).set_pkce_challenge(challenge).url();
        Ok(asked.0.to_string())
    }

    /// Whose account the answer tells of, when it is worth anything.
    pub async fn account(&self, app: &App, answer: &Answer<'_>) -> Result<Result<SchoolAccount, Worthless>, Problem> {
        let known = self.known(answer.client, app.now(), KNOWN).await?;
        let openid = openid(app, answer.client, &known)?;
        let code =
            openid.exchange_code(AuthorizationCode::new(answer.code.to_owned())).map_err(Problem::unavailable)?;
        let tokens: Tokens = match code.set_pkce_verifier(answer.secret.verifier()).request_async(&*known.wire).await {
            Ok(tokens) => tokens,
            Err(openidconnect::RequestTokenError::Request(error)) => return Err(Problem::unavailable(error)),
            Err(error) => return Ok(Err(Worthless(format!("code: {error}")))),
        };
        let verified = match verified(app, &openid, answer.secret, &tokens) {
            // Signed with a key that was not there when the hub was last asked.
            Err(error) if app.now() >= known.since + REREAD => {
                tracing::info!(%error, "the hub is asked for its keys again");
                let known = self.known(answer.client, app.now(), REREAD).await?;
                verified(app, &self::openid(app, answer.client, &known)?, answer.secret, &tokens)
            }
            first => first,
        };
        let (issuer, subject, mut claims) = match verified {
            Ok(verified) => verified,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(address) = openid.user_info_url() {
            match more(&known.wire, address.as_str(), tokens.access_token(), &subject).await? {
                Ok(told) => claims.extend(told),
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(SchoolAccount::read(&issuer, &subject, &claims)))
    }
}

fn openid(app: &App, client: &HubClient, known: &Known) -> Result<OpenIdClient, Problem> {
    let (id, secret) = (ClientId::new(client.client_id.clone()), ClientSecret::new(client.client_secret.clone()));
    let back = RedirectUrl::new(format!("{}/sign-in/hub/back", app.public_url)).map_err(Problem::unavailable)?;
    Ok(OpenIdClient::from_provider_metadata(known.metadata.clone(), id, Some(secret)).set_redirect_uri(back))
}

/// Signature, issuer, audience, nonce and time of the ID token.
fn verified(
    app: &App,
    openid: &OpenIdClient,
    secret: &Secret,
    tokens: &Tokens,
) -> Result<(String, String, BTreeMap<String, Value>), Worthless> {
    let now = app.now();
    let ours = DateTime::from_timestamp(now.as_second(), 0).ok_or_else(|| Worthless("time".into()))?;
    let latest = (now + AHEAD).as_second();
    let verifier =
        openid.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || ours).set_issue_time_verifier_fn(
            move |issued| {
                if issued.timestamp() <= latest { Ok(()) } else { Err("issued in the future".into()) }
            },
        );
    let token = tokens.id_token().ok_or_else(|| Worthless("no ID token".into()))?;
    let claims = token.claims(&verifier, &secret.nonce()).map_err(|error| Worthless(format!("ID token: {error}")))?;
    let told = claims.additional_claims().0.clone();
    Ok((claims.issuer().to_string(), claims.subject().to_string(), told))
}

/// What the hub tells besides, about the same person. Read as it comes: the crate's own reading wants one text for each of the names it
/// knows, and hubs of schools write lists.
async fn more(
    wire: &Wire,
    address: &str,
    token: &AccessToken,
    subject: &str,
) -> Result<Result<BTreeMap<String, Value>, Worthless>, Problem> {
    let request = Request::get(address)
        .header(header::ACCEPT, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {}", token.secret()))
        .body(Vec::new())
        .map_err(Problem::unavailable)?;
    let answer = wire.ask(request).await.map_err(Problem::unavailable)?;
    let told = answer.status().is_success().then(|| serde_json::from_slice::<BTreeMap<String, Value>>(answer.body()));
    let Some(Ok(told)) = told else {
        return Ok(Err(Worthless(format!("user info: {}", answer.status()))));
    };
    let same = told.get("sub").and_then(Value::as_str) == Some(subject);
    Ok(if same { Ok(told) } else { Err(Worthless("user info of another person".into())) })
}
