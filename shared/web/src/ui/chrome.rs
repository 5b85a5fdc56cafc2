//! The one layout around every page.

use super::feedback::{ErrorSummary, Notice};
use super::fields::Hidden;
use super::state::StatusLine;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// What it is called.
    pub label: String,
    /// Where it goes.
    pub href: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// Who is signed in: the own name, bottom left.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// Name as the person writes it.
    pub name: String,
    /// The own account.
    pub href: String,
    /// Where signing out is posted.
    #[serde(skip)]
    pub sign_out: String,
    /// What that form carries.
    #[serde(skip)]
    pub fields: Vec<Hidden>,
}

/// The licence, in the bottom bar of every page.
#[derive(Clone, Debug, Serialize)]
pub struct Licence {
    /// "Basisschool De Wilg".
    pub display_name: String,
    /// "WILG".
    pub name: String,
}

/// The other licences of the same person, at the top of the page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LicenceSwitch {
    /// Where the choice is posted, as `licence`.
    #[serde(skip)]
    pub action: String,
    /// What that form carries.
    #[serde(skip)]
    pub fields: Vec<Hidden>,
    /// Value and display name of each.
    pub licences: Vec<(String, String)>,
}

/// The locations that can be looked at, at the top of the page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlaceSwitch {
    /// Where the choice is posted, as `location`.
    #[serde(skip)]
    pub action: String,
    /// What that form carries.
    #[serde(skip)]
    pub fields: Vec<Hidden>,
    /// What is looked at now.
    pub now: String,
    /// What the choice is called.
    #[serde(skip)]
    pub label: String,
    /// Value, name and whether it is the one now.
    pub locations: Vec<(String, String, bool)>,
}

/// A link to this page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    /// BCP 47: `nl`, `en`.
    pub lang: String,
    /// Its own name: "Nederlands".
    pub name: String,
    /// This page with `?lang=`.
    pub href: String,
    /// Whether the page is in it now.
    pub current: bool,
}

/// Help, in the same place on every page (WCAG 3.2.6).
#[derive(Clone, Debug, Serialize)]
pub struct Help {
    /// "Vragen? Bel Anna Visser, 010 000 00 00".
    pub text: String,
    /// A link after it: address and text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<(String, String)>,
}

/// What only a printed page shows at its top.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PrintMark {
    /// Dossier code, version, date and time, who printed.
    pub lines: Vec<String>,
    /// "CONCEPT", while the version is not final.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
}

/// A forced colour scheme; without one the browser's is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// Addresses of what a page loads.
#[derive(Clone, Debug, Serialize)]
pub struct Assets {
    /// The stylesheet.
    pub css: String,
    /// The icon.
    pub icon: String,
    /// The comfort script, if there is one; public pages never load it.
    pub script: Option<String>,
}

impl Default for Assets {
    fn default() -> Self {
        Self { css: "/assets/app.css".to_owned(), icon: "/assets/favicon.svg".to_owned(), script: None }
    }
}

/// Everything around the body of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    #[serde(skip)]
    words: Words,
    #[serde(skip)]
    assets: Assets,
    lang: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(skip)]
    heading_hidden: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<ErrorSummary>,
    #[serde(skip)]
    error: bool,
    #[serde(skip)]
    nav: Vec<NavItem>,
    #[serde(skip)]
    person: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence>,
    #[serde(skip)]
    switch: LicenceSwitch,
    #[serde(skip)]
    places: PlaceSwitch,
    #[serde(skip)]
    languages: Vec<Language>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<StatusLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flash: Option<Notice>,
    #[serde(skip)]
    public: bool,
    scripted: bool,
    #[serde(skip)]
    sender: Option<String>,
    #[serde(skip)]
    logo: Option<String>,
    #[serde(skip)]
    back: Option<(String, String)>,
    #[serde(skip)]
    help: Option<Help>,
    #[serde(skip)]
    print: Option<PrintMark>,
    #[serde(skip)]
    wide: bool,
    #[serde(skip)]
    unsaved: bool,
    #[serde(skip)]
    theme: Option<Theme>,
}

impl Chrome {
    /// A page in this language with this title, which is also its heading.
    pub fn new(words: Words, lang: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            words,
            assets: Assets::default(),
            lang: lang.into(),
            title: title.into(),
            caption: None,
            heading_hidden: false,
            errors: None,
            error: false,
            nav: Vec::new(),
            person: None,
            licence: None,
            switch: LicenceSwitch::default(),
            places: PlaceSwitch::default(),
            languages: Vec::new(),
            status: Vec::new(),
            flash: None,
            public: false,
            scripted: false,
            sender: None,
            logo: None,
            back: None,
            help: None,
            print: None,
            wide: false,
            unsaved: false,
            theme: None,
        }
    }

    /// Addresses of the stylesheet, the icon and the script.
    pub fn assets(mut self, assets: Assets) -> Self {
        self.assets = assets;
        self
    }

    /// A line above the heading: whom or what the page is about.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// The heading only for screen readers, when the body opens with a panel that says it.
    pub fn quiet_heading(mut self) -> Self {
        self.heading_hidden = true;
        self
    }

    /// The error summary, if anything is wrong; puts "Fout:" before the title.
    pub fn errors(mut self, errors: Option<ErrorSummary>) -> Self {
        self.error |= errors.is_some();
        self.errors = errors;
        self
    }

    /// "Fout:" before the title without a summary: for the page of a problem.
    pub fn error(mut self) -> Self {
        self.error = true;
        self
    }

    /// The navigation.
    pub fn nav(mut self, nav: Vec<NavItem>) -> Self {
        self.nav = nav;
        self
    }

    /// Who is signed in.
    pub fn person(mut self, person: Person) -> Self {
        self.person = Some(person);
        self
    }

    /// The licence of the bottom bar.
    pub fn licence(mut self, display_name: impl Into<String>, name: impl Into<String>) -> Self {
        self.licence = Some(Licence { display_name: display_name.into(), name: name.into() });
        self
    }

    /// The locations that can be looked at.
    pub fn places(mut self, places: PlaceSwitch) -> Self {
        self.places = places;
        self
    }

    /// The other licences of this person.
    pub fn switch(mut self, switch: LicenceSwitch) -> Self {
        self.switch = switch;
        self
    }

    /// This page in each language.
    pub fn languages(mut self, languages: Vec<Language>) -> Self {
        self.languages = languages;
        self
    }

    /// Adds a statement to the line under the title.
    pub fn status(mut self, status: StatusLine) -> Self {
        self.status.push(status);
        self
    }

    /// What was just done.
    pub fn flash(mut self, flash: Option<Notice>) -> Self {
        self.flash = flash.map(Notice::live);
        self
    }

    /// A page for somebody without an account: no navigation, no script, the sender's name on top.
    pub fn public(mut self, sender: impl Into<String>) -> Self {
        self.public = true;
        self.sender = Some(sender.into()).filter(|name: &String| !name.is_empty());
        self
    }

    /// A public page where staff type a password: it loads the comfort script, which can show what is typed.
    pub fn scripted(mut self) -> Self {
        self.scripted = true;
        self
    }

    /// The sender's logo on a public page.
    pub fn logo(mut self, src: impl Into<String>) -> Self {
        self.logo = Some(src.into());
        self
    }

    /// The page before; `label` says which ("Terug naar het dossier"), empty says "Terug".
    pub fn back(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// The help line.
    pub fn help(mut self, help: Help) -> Self {
        self.help = Some(help);
        self
    }

    /// What only the printed page shows.
    pub fn print(mut self, print: PrintMark) -> Self {
        self.print = Some(print);
        self
    }

    /// Uses the whole width: for tables, and for two columns.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Says that the forms hold what was sent and not carried out: leaving the page asks first.
    pub fn unsaved(mut self, unsaved: bool) -> Self {
        self.unsaved = unsaved;
        self
    }

    /// Forces a colour scheme.
    pub fn theme(mut self, theme: Option<Theme>) -> Self {
        self.theme = theme;
        self
    }

    fn is_right_to_left(&self) -> bool {
        let primary = self.lang.split('-').next().unwrap_or_default();
        matches!(primary, "ar" | "fa" | "he" | "ur" | "ps" | "ckb")
    }

    fn scheme(&self) -> Option<&'static str> {
        self.theme.map(|theme| match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        })
    }
}

/// The layout with a body in it.
#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    c: &'a Chrome,
    words: Words,
    body: &'a str,
}

/// The whole page; `body` is what the page's own template rendered.
pub fn render(chrome: &Chrome, body: &str) -> String {
    Layout { c: chrome, words: chrome.words, body }.to_string()
}
