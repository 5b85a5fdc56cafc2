//! A person's browser without scripts, or a program: speaks HTTP, keeps cookies, fills in forms as they are on the page.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client as Http, connect::HttpConnector},
    rt::TokioExecutor,
};
use scraper::{ElementRef, Html, Selector};

/// The pause before it is tried again, when nobody answers.
const AGAIN: Duration = Duration::from_millis(20);

/// A client with its own cookies.
#[derive(Clone)]
pub struct Client {
    http: Http<HttpConnector, Full<Bytes>>,
    base: String,
    agent: String,
    accept: &'static str,
    tries: usize,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// Why a step in a browser could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody answered.
    #[error("no answer from {0}")]
    NoAnswer(String),
    /// The page has no such form, field or link.
    #[error("no {what} on the page {url} (title: {title})")]
    NotThere {
        /// What was looked for.
        what: String,
        /// On which page.
        url: String,
        /// Its title.
        title: String,
    },
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Where it came from: path and query.
    pub url: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body.
    pub body: String,
}

/// A form of a page, with what its fields hold.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Whether it is a GET form.
    pub get: bool,
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
}

impl Client {
    /// A browser that has visited nothing yet. `base` is `http://localhost:3000`.
    pub fn new(base: &str) -> Self {
        Self {
            http: Http::builder(TokioExecutor::new()).build_http(),
            base: base.trim_end_matches('/').to_owned(),
            agent: "Mozilla/5.0 (Samenspoor journey)".into(),
            accept: "text/html",
            tries: 1,
            cookies: Arc::default(),
        }
    }

    /// The same, under another name.
    #[must_use]
    pub fn named(mut self, agent: &str) -> Self {
        self.agent = agent.to_owned();
        self
    }

    /// The same person's cookies, as a program that wants JSON.
    #[must_use]
    pub fn json(&self) -> Self {
        Self { accept: "application/json", ..self.clone() }
    }

    /// The same person's cookies, at another address of the product.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The same, asking again when nobody answers: a page is loaded once more, a form sent once more as it was. Gives up after a minute.
    #[must_use]
    pub fn patient(mut self) -> Self {
        self.tries = 3_000;
        self
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Forgets everything, as when the browser is closed.
    pub fn forget(&self) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Sets a cookie by hand.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).insert(name.into(), value.into());
    }

    /// One request; redirects are not followed.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: impl Into<Bytes>,
        extra: &[(&str, &str)],
    ) -> Result<Answer, ClientError> {
        let body = body.into();
        let mut answer = self.send_once(&method, path, kind, body.clone(), extra).await;
        for _ in 1..self.tries {
            if answer.is_ok() {
                break;
            }
            tokio::time::sleep(AGAIN).await;
            answer = self.send_once(&method, path, kind, body.clone(), extra).await;
        }
        answer
    }

    async fn send_once(
        &self,
        method: &Method,
        path: &str,
        kind: Option<&str>,
        body: Bytes,
        extra: &[(&str, &str)],
    ) -> Result<Answer, ClientError> {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let own = url.starts_with(&self.base);
        let mut request = Request::builder()
            .method(method.clone())
            .uri(&url)
            .header(header::USER_AGENT, &self.agent)
            .header(header::ACCEPT, self.accept);
        let cookies = self
            .cookies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        if !cookies.is_empty() && own {
            request = request.header(header::COOKIE, cookies);
        }
        if *method == Method::POST && !extra.iter().any(|(name, _)| *name == "origin" || *name == "sec-fetch-site") {
            request = request.header(header::ORIGIN, &self.base);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        let lost = || ClientError::NoAnswer(url.clone());
        let answer = self.http.request(request.body(Full::new(body)).map_err(|_| lost())?).await.map_err(|_| lost())?;
        let (parts, content) = answer.into_parts();
        if own {
            self.keep_cookies(&parts.headers);
        }
        let bytes = content.collect().await.map_err(|_| lost())?.to_bytes();
        let shown = url.strip_prefix(&self.base).unwrap_or(&url).to_owned();
        Ok(Answer {
            url: shown,
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    fn keep_cookies(&self, headers: &http::HeaderMap) {
        let mut jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for set in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let Some((name, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            if set.contains("Max-Age=0") || value.is_empty() {
                jar.remove(name.trim());
            } else {
                jar.insert(name.trim().into(), value.trim().into());
            }
        }
    }

    /// Opens a page and follows redirects.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn get(&self, path: &str) -> Result<Answer, ClientError> {
        let answer = self.send(Method::GET, path, None, "", &[]).await?;
        self.follow(answer).await
    }

    /// Asks for the head only.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn head(&self, path: &str) -> Result<Answer, ClientError> {
        self.send(Method::HEAD, path, None, "", &[]).await
    }

    /// Follows redirects, ten at most.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn follow(&self, mut answer: Answer) -> Result<Answer, ClientError> {
        for _ in 0..10 {
            let Some(to) = answer.location().map(str::to_owned) else { break };
            answer = self.send(Method::GET, &to, None, "", &[]).await?;
        }
        Ok(answer)
    }

    /// Posts fields; redirects are not followed.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, ClientError> {
        let body = serde_html_form::to_string(fields).unwrap_or_default();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), body, &[]).await
    }

    /// Posts JSON, with a key against doubles.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn post_json(&self, path: &str, body: &serde_json::Value, key: &str) -> Result<Answer, ClientError> {
        self.send(Method::POST, path, Some("application/json"), body.to_string(), &[("idempotency-key", key)]).await
    }

    /// Submits a form as it is, and follows redirects.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn submit(&self, form: &Form) -> Result<Answer, ClientError> {
        let answer = self.submit_only(form).await?;
        self.follow(answer).await
    }

    /// Submits a form as it is; redirects are not followed.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn submit_only(&self, form: &Form) -> Result<Answer, ClientError> {
        let body = serde_html_form::to_string(&form.fields).unwrap_or_default();
        if form.get {
            return self.send(Method::GET, &format!("{}?{body}", form.action), None, "", &[]).await;
        }
        self.send(Method::POST, &form.action, Some("application/x-www-form-urlencoded"), body, &[]).await
    }
}

impl Answer {
    /// Where it leads, if it is a redirect.
    pub fn location(&self) -> Option<&str> {
        self.status.is_redirection().then(|| self.headers.get(header::LOCATION)?.to_str().ok()).flatten()
    }

    fn page(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The texts of what a CSS selector finds, white space folded.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        let fold = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.page().select(&selector).map(|element| fold(element.text().collect())).collect()
    }

    /// The text of the first that a CSS selector finds.
    pub fn text(&self, selector: &str) -> Option<String> {
        self.texts(selector).into_iter().next()
    }

    /// The first heading.
    pub fn title(&self) -> String {
        self.text("h1").or_else(|| self.text("title")).unwrap_or_else(|| self.status.to_string())
    }

    /// The visible text of the page's content.
    pub fn content(&self) -> String {
        self.text("main").unwrap_or_default()
    }

    /// The attribute of the first that a CSS selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let selector = Selector::parse(selector).ok()?;
        self.page().select(&selector).next()?.value().attr(name).map(str::to_owned)
    }

    /// The value as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    fn not_there(&self, what: String) -> ClientError {
        ClientError::NotThere { what, url: self.url.clone(), title: self.title() }
    }

    /// The target of the first link whose target contains `part`.
    ///
    /// # Errors
    /// When there is none.
    pub fn link(&self, part: &str) -> Result<String, ClientError> {
        let selector = Selector::parse("main a[href]").map_err(|_| self.not_there("link".into()))?;
        let page = self.page();
        let found = page.select(&selector).filter_map(|a| a.value().attr("href")).find(|href| href.contains(part));
        found.map(str::to_owned).ok_or_else(|| self.not_there(format!("link {part:?}")))
    }

    /// All forms whose action ends with `action` (before a query).
    pub fn forms(&self, action: &str) -> Vec<Form> {
        let Ok(selector) = Selector::parse("form") else { return Vec::new() };
        let page = self.page();
        page.select(&selector).map(|form| self.read_form(&form)).filter(|form| form.goes_to(action)).collect()
    }

    fn read_form(&self, form: &ElementRef<'_>) -> Form {
        let action = form.value().attr("action").filter(|at| !at.is_empty()).unwrap_or(&self.url).to_owned();
        let get = !form.value().attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        Form { action, get, fields: fields(form) }
    }

    /// The form in the content whose action ends with `action` (before a query), with what its fields hold.
    ///
    /// # Errors
    /// When there is none.
    pub fn form(&self, action: &str) -> Result<Form, ClientError> {
        self.forms(action).into_iter().next().ok_or_else(|| self.not_there(format!("form to {action:?}")))
    }
}

/// What the fields of a form hold, as a browser would send them without pressing a named button.
fn fields(form: &ElementRef<'_>) -> Vec<(String, String)> {
    let Ok(selector) = Selector::parse("input[name], textarea[name], select[name]") else { return Vec::new() };
    let Ok(options) = Selector::parse("option") else { return Vec::new() };
    let mut fields = Vec::new();
    for field in form.select(&selector) {
        let attr = |name: &str| field.value().attr(name);
        let name = attr("name").unwrap_or_default().to_owned();
        let value = match (field.value().name(), attr("type").unwrap_or("text")) {
            ("input", "checkbox" | "radio") if attr("checked").is_none() => None,
            ("input", "checkbox" | "radio") => Some(attr("value").unwrap_or("on").to_owned()),
            ("input", "submit" | "button" | "file") => None,
            ("textarea", _) => Some(field.text().collect::<String>().trim_start_matches('\n').to_owned()),
            ("select", _) => {
                let chosen = field
                    .select(&options)
                    .find(|option| option.value().attr("selected").is_some())
                    .or_else(|| field.select(&options).next());
                chosen.map(|option| option.value().attr("value").map_or_else(|| option.text().collect(), str::to_owned))
            }
            _ => Some(attr("value").unwrap_or_default().to_owned()),
        };
        fields.extend(value.map(|value| (name, value)));
    }
    fields
}

impl Form {
    /// Fills in a field; one that is not there yet (a radio, a checkbox, a named button) is added.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = value,
            None => self.fields.push((name.to_owned(), value)),
        }
        self
    }

    /// Ticks one more box of a name.
    #[must_use]
    pub fn tick(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    fn goes_to(&self, action: &str) -> bool {
        self.action.split('?').next().is_some_and(|path| path.ends_with(action))
    }

    /// Leaves a field out.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
