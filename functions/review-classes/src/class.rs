//! One class: its learners, and how far their dossiers are; also as a spreadsheet.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    class_overview::{ClassCount, ClassOverview, Pupil},
    dossier::DossierRow,
    group::Group,
    ids::{GroupId, LearnerId},
    steps::StepNumber,
};
use serde::Serialize;
use store::App;
use web::{
    Page, Problem, SignedIn, Visitor, dates, id,
    sheet::sheet,
    steps,
    ui::{Button, Column, EmptyState, State as Shape, SummaryList, Table, TableRow, Tag},
    words,
};

use crate::{HERE, school::School, t};

/// A learner of the class.
#[derive(Serialize)]
struct Seen {
    learner: LearnerId,
    name: String,
    dossier: Option<DossierRow>,
    /// Steps that are done.
    done: usize,
    /// Whether the dossier was not changed for eight weeks.
    still: bool,
}

#[derive(Template, Serialize)]
#[template(path = "class.html")]
struct View {
    group: Group,
    count: ClassCount,
    learners: Vec<Seen>,
    #[serde(skip)]
    summary: SummaryList,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    sheet: Button,
}

/// `GET /classes/{group}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(group): Path<String>,
) -> Result<Page, Problem> {
    let class: GroupId = id(&group)?;
    let school = School::read(&app, &visitor, &session).await?;
    let group = school.class(class)?;
    app.store.note(&school.desk.did("viewed class", format!("GROUP#{class}"))).await?;
    let (t, overview) = (t(visitor.locale), school.overview());
    let (count, pupils) = (overview.count(class), overview.pupils(class));
    let numbers = [
        (t.learners(), count.learners),
        (t.dossiers(), count.dossiers),
        (t.planned(), count.planned),
        (t.still(), count.still),
    ];
    let summary = SummaryList::new(words(visitor.locale));
    let view = View {
        summary: numbers.into_iter().fold(summary, |list, (what, many)| list.answer(what, many.to_string())),
        table: table(&school, pupils),
        empty: pupils.is_empty().then(|| EmptyState::new(t.nobody_title(), t.nobody_text())),
        learners: pupils.iter().map(seen).collect(),
        sheet: Button::new(t.sheet()).secondary().href(format!("{HERE}/{class}/download")),
        group: group.clone(),
        count,
    };
    let caption = dates::group_kind(group.kind, visitor.locale);
    let page = school.desk.page(t.class_title(&group.name), &view);
    Ok(page.chrome(|chrome| chrome.wide().caption(caption).back(HERE, t.title())))
}

fn seen(pupil: &Pupil<'_>) -> Seen {
    Seen {
        learner: pupil.learner.id,
        name: pupil.learner.name.clone(),
        dossier: pupil.dossier.cloned(),
        done: pupil.done(),
        still: pupil.still,
    }
}

fn table(school: &School, pupils: &[Pupil<'_>]) -> Table {
    let (t, locale) = (t(school.desk.locale()), school.desk.locale());
    let row = |pupil: &Pupil<'_>| {
        let row = TableRow::new(&*pupil.learner.name);
        let Some(dossier) = pupil.dossier else {
            return [t.no_dossier(), String::new(), String::new(), String::new()].into_iter().fold(row, TableRow::cell);
        };
        let changed = dates::moment(dossier.changed.at, locale);
        let row = row
            .href(format!("/dossiers/{}", dossier.id))
            .cell(level(dossier, school))
            .cell(t.done_of(pupil.done(), StepNumber::ALL.len()))
            .cell(next(dossier, school));
        if pupil.still { row.cell(Tag::new(Shape::Attention, t.still_since(changed))) } else { row.cell(changed) }
    };
    let head = [t.learner(), t.dossier(), t.steps(), t.next_step(), t.changed()].map(Column::new);
    Table::new(t.title(), head).quiet_caption().rows(pupils.iter().map(row))
}

fn level(dossier: &DossierRow, school: &School) -> String {
    let locale = school.desk.locale();
    t(locale).level_and_cycle(steps::level(dossier.level, locale), dossier.cycle)
}

fn next(dossier: &DossierRow, school: &School) -> String {
    let locale = school.desk.locale();
    dossier.next_step().map(|step| t(locale).step(step.to_string(), steps::title(step, locale))).unwrap_or_default()
}

/// `GET /classes/{group}/download`
pub async fn download(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(group): Path<String>,
) -> Result<Response, Problem> {
    let class: GroupId = id(&group)?;
    let school = School::read(&app, &visitor, &session).await?;
    school.class(class)?;
    let overview: ClassOverview<'_> = school.overview();
    let pupils = overview.pupils(class);
    let row = school.desk.did("class downloaded", format!("GROUP#{class}")).with("learners", pupils.len());
    app.store.note(&row).await?;
    let t = t(visitor.locale);
    let head = [t.learner(), t.dossier(), t.steps(), t.next_step(), t.changed(), t.still()];
    let line = |pupil: &Pupil<'_>| {
        let of = |told: &dyn Fn(&DossierRow) -> String| pupil.dossier.map(told).unwrap_or_default();
        [
            pupil.learner.name.clone(),
            of(&|dossier| level(dossier, &school)),
            of(&|_| pupil.done().to_string()),
            of(&|dossier| next(dossier, &school)),
            of(&|dossier| dates::moment(dossier.changed.at, visitor.locale)),
            if pupil.still { t.yes() } else { String::new() },
        ]
    };
    let name = format!("{}-{}", school.desk.licence.name, school.desk.today());
    sheet(&name, head, pupils.iter().map(line))
}
