//! An answer from one value: HTML for people, JSON for programs.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::input::Faults;
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use texts::Locale;

use crate::{
    faults::fits_any_field,
    problem::Problem,
    ui::{self, Assets, Chrome, ErrorSummary, Field, Language},
    visitor::Visitor,
    words::words,
};

/// A page: its value in the frame that every page has.
pub struct Page {
    visitor: Visitor,
    chrome: Chrome,
    body: Result<String, Problem>,
    json: serde_json::Value,
    status: StatusCode,
    faults: Option<Faults>,
}

/// Where stylesheet and script are; the hash in the name changes with the content, so that they may be cached for ever.
pub fn assets() -> Assets {
    Assets {
        css: crate::lambda::css_path(),
        icon: "/assets/favicon.svg".into(),
        script: Some(crate::lambda::script_path()),
    }
}

/// The same page in each language.
fn languages(visitor: &Visitor) -> Vec<Language> {
    let rest: Vec<String> = visitor
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .map(str::to_owned)
        .collect();
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let mut query = rest.clone();
            query.push(format!("lang={}", locale.code()));
            Language {
                lang: locale.code().into(),
                name: locale.own_name().into(),
                href: format!("{}?{}", visitor.uri.path(), query.join("&")),
                current: locale == visitor.locale,
            }
        })
        .collect()
}

impl Page {
    /// A page without a session: its frame has no navigation and, unless asked for, loads no script.
    pub fn public(visitor: &Visitor, title: impl Into<String>, view: &(impl Template + Serialize)) -> Self {
        let chrome = Chrome::new(words(visitor.locale), visitor.locale.code(), title).public("");
        Self::framed(visitor, chrome, view)
    }

    /// A page in a frame of one's own.
    pub fn framed(visitor: &Visitor, chrome: Chrome, view: &(impl Template + Serialize)) -> Self {
        // What is carried out leads to another page: a page in answer to a form shows again what was typed.
        let chrome = chrome.assets(assets()).languages(languages(visitor)).unsaved(!visitor.asked);
        let body = if visitor.wants_json { Ok(String::new()) } else { view.render().map_err(Problem::from) };
        let json = serde_json::to_value(view).unwrap_or_default();
        Self { visitor: visitor.clone(), chrome, body, json, status: StatusCode::OK, faults: None }
    }

    /// Changes the frame: status line, back link, help.
    #[must_use]
    pub fn chrome(mut self, change: impl FnOnce(Chrome) -> Chrome) -> Self {
        self.chrome = change(self.chrome);
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The page again, with what is wrong: an error summary over its fields for people, the list for programs.
    #[must_use]
    pub fn invalid<'a>(mut self, faults: Faults, fields: impl IntoIterator<Item = &'a dyn Field>) -> Self {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        let fits_any = |name: &str| faults.at(name).is_some_and(fits_any_field);
        let summary = ErrorSummary::of(words(self.visitor.locale), fields, fits_any);
        self.chrome = self.chrome.errors(summary).error();
        self.faults = Some(faults);
        self
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        if self.visitor.wants_json {
            return match self.faults {
                Some(faults) => Problem::Invalid(faults).answer(&self.visitor),
                None => (
                    self.status,
                    [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))],
                    self.json.to_string(),
                )
                    .into_response(),
            };
        }
        match self.body {
            Ok(body) => (
                self.status,
                [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))],
                ui::render(&self.chrome, &body),
            )
                .into_response(),
            Err(problem) => problem.answer(&self.visitor),
        }
    }
}

/// What a `Location` cannot hold as it is; letters that are not ASCII are always written out. A path may repeat what a stranger sent.
const NOT_IN_LOCATION: &AsciiSet = &CONTROLS.add(b' ');

/// 303: after a form was carried out, the browser gets the page that shows it.
pub fn see_other(to: &str) -> Response {
    match HeaderValue::try_from(utf8_percent_encode(to, NOT_IN_LOCATION).to_string()) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Where to go after a change.
pub struct Go(pub String);

impl From<store::Committed> for Go {
    fn from(done: store::Committed) -> Self {
        Self(done.to)
    }
}

impl IntoResponse for Go {
    fn into_response(self) -> Response {
        see_other(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_signs_that_no_header_may_hold_is_still_a_location() {
        for (to, location) in [
            ("/consent/2\u{1f}?done=again", "/consent/2%1F?done=again"),
            ("/consent/é\r\nSet-Cookie: a=b", "/consent/%C3%A9%0D%0ASet-Cookie:%20a=b"),
            ("/learners/0198?done=saved#top", "/learners/0198?done=saved#top"),
        ] {
            let answer = see_other(to);
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{to:?}");
            assert_eq!(answer.headers()[header::LOCATION], location);
        }
    }
}
