//! A spreadsheet says of no school that it is theirs, and the code of another file cannot always be compared: who loads it says so (3-07,
//! 3-11).

use domain::{
    input::{Fault, Faults},
    steps::Form,
};
use roster::{Belongs, Check, Form as Format};
use web::{
    ui::{Checkboxes, Choice},
    words,
};

use crate::{place, show::Scene, t};

/// The field that is ticked.
pub const SURE: &str = "sure";

/// Whether somebody must say that the file is of this location and year.
pub fn is_needed(check: &Check) -> bool {
    check.header.form == Format::Sheet || check.belongs == Belongs::Unknown
}

/// Location and school year in words.
pub fn of_where(scene: &Scene, check: &Check) -> (String, String) {
    let year = check.header.year.map(|year| year.to_string()).unwrap_or_default();
    (place(&scene.desk, scene.file.value.location), year)
}

/// The tick with which somebody says so.
pub fn field(scene: &Scene, check: &Check, typed: &Form) -> Option<Checkboxes> {
    let t = t(scene.desk.locale());
    let (location, year) = of_where(scene, check);
    let is_forgotten = typed.get("act") == "load" && typed.get(SURE).is_empty();
    let choice = Choice::new("on", t.sure(location, year)).chosen(!typed.get(SURE).is_empty());
    let field = Checkboxes::new(words(scene.desk.locale()), SURE, t.sure_label()).choice(choice);
    is_needed(check).then(|| field.error(is_forgotten.then(|| t.sure_fault())))
}

/// # Errors
/// Where it is needed and was not said.
pub fn given(check: &Check, form: &Form) -> Result<(), Faults> {
    if is_needed(check) && form.get(SURE).is_empty() { Err(Faults::one(SURE, Fault::Missing)) } else { Ok(()) }
}
