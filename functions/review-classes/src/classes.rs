//! All classes, each with how it is doing.

use askama::Template;
use axum::extract::State;
use domain::{calendar::SchoolYear, class_overview::ClassCount, group::Group};
use serde::Serialize;
use store::App;
use web::{
    Page, Problem, SignedIn, Visitor, dates, role_fields,
    ui::{Column, EmptyState, Table, TableRow},
};

use crate::{HERE, school::School, t};

/// A class with how it is doing.
#[derive(Serialize)]
struct Class {
    group: Group,
    #[serde(flatten)]
    count: ClassCount,
}

#[derive(Template, Serialize)]
#[template(path = "classes.html")]
struct View {
    classes: Vec<Class>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    elsewhere: Option<String>,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
}

/// `GET /classes`
pub async fn show(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let school = School::read(&app, &visitor, &session).await?;
    let t = t(visitor.locale);
    let overview = school.overview();
    let count = |group: &Group| Class { count: overview.count(group.id), group: group.clone() };
    let (shown, hidden): (Vec<&Group>, Vec<&Group>) =
        school.groups.iter().partition(|group| school.desk.places.show(Some(group.location)));
    let classes: Vec<Class> = shown.into_iter().map(count).collect();
    let view = View {
        elsewhere: school.desk.elsewhere(hidden.len()),
        lead: t.lead(SchoolYear::of(school.desk.today()).to_string()),
        table: table(&school, &classes),
        empty: classes.is_empty().then(|| EmptyState::new(t.empty_title(), t.empty_text())),
        classes,
    };
    Ok(school.desk.page(t.title(), &view).chrome(web::ui::Chrome::wide))
}

fn table(school: &School, classes: &[Class]) -> Table {
    let (t, locale, licence) = (t(school.desk.locale()), school.desk.locale(), &school.desk.licence);
    let several = licence.locations.len() > 1;
    let head = [Some(Column::new(t.class())), Some(Column::new(t.kind())), several.then(|| Column::new(t.location()))];
    let numbers = [t.learners(), t.dossiers(), t.planned(), t.still()].map(Column::number);
    let row = |class: &Class| {
        let (group, count) = (&class.group, class.count);
        let mut row = TableRow::new(&*group.name)
            .href(format!("{HERE}/{}", group.id))
            .cell(dates::group_kind(group.kind, locale));
        if several {
            row = row.cell(licence.location(group.location).map(role_fields::location_name).unwrap_or_default());
        }
        [count.learners, count.dossiers, count.planned, count.still]
            .into_iter()
            .fold(row, |row, number| row.cell(number.to_string()))
    };
    let head = head.into_iter().flatten().chain(numbers);
    Table::new(t.title(), head).quiet_caption().rows(classes.iter().map(row))
}
