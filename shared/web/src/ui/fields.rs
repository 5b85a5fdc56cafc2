//! Fields a person types in.

use super::html::safe;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// The id of the (first) input of a field: what the error summary links to.
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

/// What every field can tell, so that the error summary can be made from the fields themselves.
pub trait Field {
    /// Its name in the form.
    fn name(&self) -> &str;
    /// What a person reads above it; nothing where what is wrong already says which field is meant.
    fn label(&self) -> Option<&str> {
        None
    }
    /// What is wrong with it, in words a person can act on.
    fn problem(&self) -> Option<&str>;
    /// Where the error summary links to, without the `#`.
    fn anchor(&self) -> String;
}

/// What all fields share: a hint, an error, the marker "not required", and what describes the input.
macro_rules! field {
    ($field:ty) => {
        field!($field, id);
    };
    ($field:ty, $anchor:ident) => {
        impl $field {
            /// A sentence under the label.
            pub fn hint(mut self, hint: impl Into<String>) -> Self {
                self.hint = Some(hint.into());
                self
            }

            /// What is wrong, if anything.
            pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
                self.error = error.map(Into::into);
                self
            }

            /// Marks the field "(niet verplicht)".
            pub fn optional(mut self) -> Self {
                self.optional = true;
                self
            }

            fn id(&self) -> String {
                $crate::ui::field_id(&self.name)
            }

            fn described_by(&self) -> Option<String> {
                let id = self.id();
                match (self.hint.is_some(), self.error.is_some()) {
                    (true, true) => Some(format!("{id}-hint {id}-error")),
                    (true, false) => Some(format!("{id}-hint")),
                    (false, true) => Some(format!("{id}-error")),
                    (false, false) => None,
                }
            }
        }

        impl $crate::ui::Field for $field {
            fn name(&self) -> &str {
                &self.name
            }

            fn label(&self) -> Option<&str> {
                Some(&self.label)
            }

            fn problem(&self) -> Option<&str> {
                self.error.as_deref()
            }

            fn anchor(&self) -> String {
                self.$anchor()
            }
        }
    };
}
pub(super) use field;

/// How wide an input is: a hint of what is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Two digits.
    Two,
    /// A year, a code of four.
    Four,
    /// A number, a postcode.
    Ten,
    /// A name.
    Twenty,
    /// The whole column.
    #[default]
    Full,
}

impl Width {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Two => " w-2",
            Self::Four => " w-4",
            Self::Ten => " w-10",
            Self::Twenty => " w-20",
            Self::Full => "",
        }
    }
}

/// One line of text, an e-mail address or a password.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/text_field.html")]
pub struct TextField {
    #[serde(skip)]
    words: Words,
    name: String,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    optional: bool,
    #[serde(skip)]
    kind: &'static str,
    #[serde(skip)]
    autocomplete: Option<String>,
    #[serde(skip)]
    inputmode: Option<String>,
    #[serde(skip)]
    width: Width,
}

field!(TextField);

impl TextField {
    /// A line of text named `name` in the form.
    pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            words,
            name: name.into(),
            label: label.into(),
            hint: None,
            value: String::new(),
            error: None,
            optional: false,
            kind: "text",
            autocomplete: None,
            inputmode: None,
            width: Width::Full,
        }
    }

    /// What stands in it; a password is never sent back to the page.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        if !self.is_password() {
            self.value = value.into();
        }
        self
    }

    /// An e-mail address; the browser may offer the own one only if `autocomplete("email")` says so.
    pub fn email(mut self) -> Self {
        self.kind = "email";
        self
    }

    /// A telephone number.
    pub fn telephone(mut self) -> Self {
        self.kind = "tel";
        self.width(Width::Twenty)
    }

    /// A password: `current-password` or `new-password` tells the password manager which.
    pub fn password(mut self, autocomplete: &str) -> Self {
        self.kind = "password";
        self.value.clear();
        self.autocomplete(autocomplete)
    }

    /// The browser's hint of what it may fill in (WCAG 1.3.5).
    pub fn autocomplete(mut self, autocomplete: impl Into<String>) -> Self {
        self.autocomplete = Some(autocomplete.into());
        self
    }

    /// Which keyboard a phone shows: `numeric`, `decimal`.
    pub fn inputmode(mut self, inputmode: impl Into<String>) -> Self {
        self.inputmode = Some(inputmode.into());
        self
    }

    /// How wide the input is.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    fn is_password(&self) -> bool {
        self.kind == "password"
    }

    fn is_prose(&self) -> bool {
        self.kind == "text" && self.inputmode.is_none()
    }
}

/// Several lines of text.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/text_area.html")]
pub struct TextArea {
    #[serde(skip)]
    words: Words,
    name: String,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    optional: bool,
    #[serde(skip)]
    rows: u8,
    #[serde(skip)]
    limit: Option<String>,
}

field!(TextArea);

impl TextArea {
    /// A text of five lines at first sight.
    pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            words,
            name: name.into(),
            label: label.into(),
            hint: None,
            value: String::new(),
            error: None,
            optional: false,
            rows: 5,
            limit: None,
        }
    }

    /// What stands in it.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How many lines are shown.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// How long it may be, in words ("Maximaal 2000 tekens"); the server says when it is too long, nothing is cut off.
    pub fn limit(mut self, limit: impl Into<String>) -> Self {
        self.limit = Some(limit.into());
        self
    }

    fn describes(&self) -> Option<String> {
        let limit = self.limit.as_ref().map(|_| format!("{}-limit", self.id()));
        match (self.described_by(), limit) {
            (Some(ids), Some(limit)) => Some(format!("{ids} {limit}")),
            (ids, limit) => ids.or(limit),
        }
    }
}

/// A one-time code, from an app or a mail; spaces and dashes may be typed.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/code_field.html")]
pub struct CodeField {
    #[serde(skip)]
    words: Words,
    name: String,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    optional: bool,
}

field!(CodeField);

impl CodeField {
    /// An empty code field; a wrong code is not shown again.
    pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { words, name: name.into(), label: label.into(), hint: None, error: None, optional: false }
    }
}

/// A file to choose; on a phone also the camera.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/file_field.html")]
pub struct FileField {
    #[serde(skip)]
    words: Words,
    name: String,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    optional: bool,
    #[serde(skip)]
    accept: Option<String>,
}

field!(FileField);

impl FileField {
    /// A file of any type.
    pub fn new(words: Words, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { words, name: name.into(), label: label.into(), hint: None, error: None, optional: false, accept: None }
    }

    /// Types the browser offers: `.pdf,.docx,image/*`.
    pub fn accept(mut self, accept: impl Into<String>) -> Self {
        self.accept = Some(accept.into());
        self
    }
}

/// A value the form carries unseen: the `once` key, a version.
#[derive(Clone, Debug, Serialize, Template)]
#[template(source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#, ext = "html")]
pub struct Hidden {
    name: String,
    value: String,
}

impl Hidden {
    /// A name and its value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

safe!(TextField, TextArea, CodeField, FileField, Hidden);
