//! The track: the steps of a dossier as stations on one line.

use super::html::safe;
use super::state::State;
use super::words::Words;
use askama::Template;
use serde::Serialize;

/// One station.
#[derive(Clone, Debug, Serialize)]
pub struct Station {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u8>,
    name: String,
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    here: bool,
}

impl Station {
    /// A station and how far it is.
    pub fn new(name: impl Into<String>, state: State) -> Self {
        Self { number: None, name: name.into(), state, href: None, note: None, here: false }
    }

    /// Its number.
    pub fn number(mut self, number: u8) -> Self {
        self.number = Some(number);
        self
    }

    /// Where it is written.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Who, until when; shown by a tall track.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The station of this page.
    pub fn here(mut self, here: bool) -> Self {
        self.here = here;
        self
    }
}

/// A stretch of the track: one phase of the cycle.
#[derive(Clone, Debug, Serialize)]
pub struct Phase {
    name: String,
    stations: Vec<Station>,
}

impl Phase {
    /// A phase and its stations.
    pub fn new(name: impl Into<String>, stations: impl IntoIterator<Item = Station>) -> Self {
        Self { name: name.into(), stations: stations.into_iter().collect() }
    }

    /// The class that makes the stretch as long as it has stations.
    fn length(&self) -> usize {
        self.stations.len().clamp(1, 6)
    }
}

/// The whole track: lying on a wide screen, standing on a narrow one.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/track.html")]
pub struct Track {
    #[serde(skip)]
    words: Words,
    #[serde(skip)]
    label: String,
    phases: Vec<Phase>,
    #[serde(skip)]
    tall: bool,
}

impl Track {
    /// A track without stations; `label` names it for a screen reader.
    pub fn new(words: Words, label: impl Into<String>) -> Self {
        Self { words, label: label.into(), phases: Vec::new(), tall: false }
    }

    /// Adds a stretch.
    pub fn phase(mut self, phase: Phase) -> Self {
        self.phases.push(phase);
        self
    }

    /// Always standing, with the notes: as the page of a dossier shows it.
    pub fn tall(mut self) -> Self {
        self.tall = true;
        self
    }
}

/// The same line, shorter: where a plan is for a parent, how far a job has come.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "ui/short_track.html")]
pub struct ShortTrack {
    #[serde(skip)]
    words: Words,
    #[serde(skip)]
    label: String,
    stations: Vec<Station>,
}

impl ShortTrack {
    /// These stations, in this order.
    pub fn new(words: Words, label: impl Into<String>, stations: impl IntoIterator<Item = Station>) -> Self {
        Self { words, label: label.into(), stations: stations.into_iter().collect() }
    }
}

safe!(Track, ShortTrack);
