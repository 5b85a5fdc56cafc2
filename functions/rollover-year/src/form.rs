//! The form: what happens to each group, and where its learners go.

use askama::Template;
use domain::{
    calendar::SchoolYear,
    group::{Group, GroupKind},
    ids::GroupId,
    input::Faults,
    rollover::Target,
    steps::Form,
};
use serde::Serialize;
use web::{
    Locale, Page, Problem, dates,
    faults::{Told, Wrong},
    stale::Stale,
    ui::{Button, Checkboxes, Choice, DateField, Details, EmptyState, Field, Hidden, Html, Radios, Select},
    words,
};

use crate::{path, show::Scene, t, typed};

/// What can be ticked of a learner of a group, and where the ticked ones go.
#[derive(Template)]
#[template(path = "batch.html")]
struct Batch {
    legend: String,
    learners: Vec<Tick>,
    to: Select,
}

struct Tick {
    name: String,
    label: String,
    on: bool,
}

/// One group of the year that ends.
struct Block {
    heading: String,
    count: String,
    id: Hidden,
    fields: Vec<Html>,
}

#[derive(Template, Serialize)]
#[template(path = "form.html")]
struct View {
    source: SchoolYear,
    target: SchoolYear,
    version: u64,
    fields: Form,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<Stale>,
    #[serde(skip)]
    parts: Option<Parts>,
    #[serde(skip)]
    empty: Option<EmptyState>,
    #[serde(skip)]
    other: Button,
}

struct Parts {
    lead: String,
    once: Hidden,
    source: Hidden,
    version: Hidden,
    ends: DateField,
    blocks: Vec<Block>,
    check: Button,
}

/// The other year that somebody may be looking for.
pub fn other_year(scene: &Scene) -> Button {
    let this = SchoolYear::of(scene.desk.today());
    let other = if scene.source == this { this.previous() } else { this };
    Button::new(t(scene.desk.locale()).other_year(other.to_string(), other.next().to_string()))
        .secondary()
        .href(path(other))
}

/// The title with both years.
pub fn title(scene: &Scene) -> String {
    t(scene.desk.locale()).title(scene.source.to_string(), scene.source.next().to_string())
}

/// The page of a year without groups.
pub fn empty(scene: &Scene, empty: EmptyState) -> Page {
    let view = View {
        source: scene.source,
        target: scene.source.next(),
        version: scene.version(),
        fields: Form::default(),
        stale: None,
        parts: None,
        empty: Some(empty),
        other: other_year(scene),
    };
    scene.desk.page(title(scene), &view)
}

/// What the page says about what was typed.
#[derive(Default)]
pub struct Said {
    /// What is wrong with it.
    pub faults: Faults,
    /// That it came too late.
    pub stale: Option<Stale>,
}

impl Said {
    /// Something is wrong with it.
    pub fn faults(faults: Faults) -> Self {
        Self { faults, stale: None }
    }
}

/// The page with the form.
pub fn page(scene: &Scene, form: &Form, version: u64, said: Said) -> Result<Page, Problem> {
    let Said { faults, stale } = said;
    let (t, w) = (t(scene.desk.locale()), words(scene.desk.locale()));
    let maker = Maker { scene, form, told: Told::new(&faults, scene.desk.locale()), targets: targets(scene) };
    let [day, month, year] = form.date_parts("ends");
    let mut blocks = Vec::new();
    let mut next = form.next_row("group");
    for group in scene.registers.groups.iter().filter(|group| group.year == scene.source) {
        let id = group.id.to_string();
        let number =
            form.rows("group").into_iter().find(|number| form.row("group", *number, "id") == id).unwrap_or_else(|| {
                next += 1;
                next - 1
            });
        blocks.push(maker.block(group, number)?);
    }
    let parts = Parts {
        lead: t.lead(dates::day(scene.source.next().first_day(), scene.desk.locale())),
        once: scene.desk.once()?,
        source: Hidden::new("source", scene.source.to_string()),
        version: Hidden::new("version", version.to_string()),
        ends: DateField::new(w, "ends", t.ends())
            .hint(t.ends_hint())
            .value(day, month, year)
            .error(maker.told.at("ends")),
        blocks,
        check: Button::new(t.check()).named("act", "dry-run"),
    };
    let wrong = wrong(&faults, scene.desk.locale());
    let view = View {
        source: scene.source,
        target: scene.source.next(),
        version,
        fields: form.clone(),
        stale,
        parts: Some(parts),
        empty: None,
        other: other_year(scene),
    };
    let page = scene.desk.page(title(scene), &view);
    Ok(if faults.0.is_empty() {
        page
    } else {
        page.invalid(faults.clone(), wrong.iter().map(|wrong| wrong as &dyn Field))
    })
}

fn wrong(faults: &Faults, locale: Locale) -> Vec<Wrong> {
    faults
        .0
        .iter()
        .map(|fault| Wrong { name: anchor(&fault.field), message: web::faults::words(&fault.fault, locale) })
        .collect()
}

/// A fault in a hidden field is told at the select beside it.
fn anchor(field: &str) -> String {
    field.strip_suffix("-id").map_or_else(|| field.to_owned(), |row| format!("{row}-to"))
}

/// Where learners can go: duplicates of groups, groups that are there already, or nowhere.
pub fn targets(scene: &Scene) -> Vec<(String, String)> {
    let t = t(scene.desk.locale());
    let groups = &scene.registers.groups;
    let next = scene.source.next();
    let same = |a: &Group, b: &Group| Group { year: next, ..a.clone() }.identity() == b.identity();
    let sources: Vec<&Group> =
        groups.iter().filter(|group| group.year == scene.source && group.kind != GroupKind::External).collect();
    let copies = sources
        .iter()
        .map(|group| (Target::CopyOf(group.id).to_string(), t.target_copy(&group.name, next.to_string())));
    let there = groups.iter().filter(|group| {
        group.year == next && group.kind != GroupKind::External && !sources.iter().any(|source| same(source, group))
    });
    let there =
        there.map(|group| (Target::Existing(group.id).to_string(), t.target_existing(&group.name, next.to_string())));
    copies.chain(there).chain([(Target::Leaves.to_string(), t.target_leaves())]).collect()
}

struct Maker<'a> {
    scene: &'a Scene,
    form: &'a Form,
    told: Told<'a>,
    targets: Vec<(String, String)>,
}

impl Maker<'_> {
    fn block(&self, group: &Group, number: usize) -> Result<Block, Problem> {
        let (t, w) = (t(self.scene.desk.locale()), words(self.scene.desk.locale()));
        let at = |field: &str| format!("group-{number}-{field}");
        let value = |field: &str| self.form.row("group", number, field);
        let tick = |field: &str, label: String| {
            Html::of(Checkboxes::new(w, at(field), label.clone()).choice(Choice::new("on", label)).value(value(field)))
        };
        let mut fields = Vec::new();
        if group.kind == GroupKind::External {
            let choices = [("continue", t.external_continue()), ("stop", t.external_stop())];
            fields.push(Html::of(
                Radios::new(w, at("external"), t.external())
                    .hint(t.external_hint())
                    .choices(choices)
                    .value(value("external"))
                    .error(self.told.at(&at("external"))),
            ));
        } else {
            fields.push(tick("copy", t.copy(self.scene.source.next().to_string())));
            fields.push(tick("staff", t.staff()));
            fields.push(Html::of(
                Select::new(w, at("to"), t.to())
                    .hint(t.to_hint())
                    .choices(self.targets.clone())
                    .value(value("to"))
                    .error(self.told.at(&at("to"))),
            ));
            for batch in 1..=typed::batches(self.form, number).max(2) {
                fields.extend(self.batch(group.id, number, batch)?);
            }
        }
        let count = self.scene.registers.roster().learners_in(group.id, self.scene.source.last_day()).count();
        Ok(Block {
            heading: group.name.clone(),
            count: t.learners_in(count),
            id: Hidden::new(at("id"), group.id.to_string()),
            fields,
        })
    }

    /// Learners of a group who go elsewhere than most: tick them and say where (1-47).
    fn batch(&self, group: GroupId, number: usize, batch: usize) -> Result<Option<Html>, Problem> {
        let (t, w) = (t(self.scene.desk.locale()), words(self.scene.desk.locale()));
        let mut rows: Vec<_> = self
            .scene
            .registers
            .learners
            .iter()
            .filter(|row| !row.ended && row.groups_on(self.scene.source.last_day()).any(|id| id == group))
            .collect();
        rows.sort_by(|a, b| a.sort.cmp(&b.sort));
        let ticks = rows.into_iter().map(|row| {
            let name = typed::pick(number, batch, row.id);
            Tick { on: self.form.is_on(&name), name, label: row.name.clone() }
        });
        let learners: Vec<Tick> = ticks.collect();
        if learners.is_empty() {
            return Ok(None);
        }
        let name = typed::pick_to(number, batch);
        let error = self.told.at(&name);
        let open = error.is_some() || learners.iter().any(|tick| tick.on);
        let to = Select::new(w, name.clone(), t.pick_to())
            .choices(self.targets.clone())
            .value(self.form.get(&name))
            .error(error)
            .optional();
        let html = Html::render(&Batch { legend: t.pick_legend(), learners, to })?;
        let details = Details::new(if batch == 1 { t.pick() } else { t.pick_more() }, html);
        Ok(Some(Html::of(if open { details.open() } else { details })))
    }
}
