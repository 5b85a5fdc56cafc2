//! A form that sends a file straight to storage.

use super::{
    actions::Button,
    fields::{FileField, Hidden},
    html::safe,
};
use askama::Template;

/// A form that sends one file to storage, which takes nothing but what was signed, and the file last.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/upload.html")]
pub struct Upload {
    heading: String,
    text: String,
    action: String,
    fields: Vec<Hidden>,
    file: FileField,
    button: Button,
}

impl Upload {
    /// The form to an address with the fields that were signed; [`Upload::says`] what it is for.
    pub fn new<'a>(
        action: impl Into<String>,
        signed: impl IntoIterator<Item = &'a (String, String)>,
        file: FileField,
        button: Button,
    ) -> Self {
        let fields = signed.into_iter().map(|(name, value)| Hidden::new(name.as_str(), value.as_str())).collect();
        Self { heading: String::new(), text: String::new(), action: action.into(), fields, file, button }
    }

    /// What stands above it.
    pub fn says(mut self, heading: impl Into<String>, text: impl Into<String>) -> Self {
        (self.heading, self.text) = (heading.into(), text.into());
        self
    }
}

safe!(Upload);
