//! Loading a file that was confirmed, phase by phase.

use domain::{
    group::Group,
    pupil_file::{Phase, PupilFile, PupilFileState},
};
use files::{FilesError, Place};
use jiff::{SignedDuration, Timestamp};
use roster::{Check, Comparing, Setting};
use store::{Stored, outbox::Stop};
use tokio::sync::mpsc;

use crate::{
    Done, Hand, later,
    part::{Part, Told, fill},
    source::{Surroundings, begin, waiting},
};

/// How long one run writes; the rest is for a next job, so that a run ends long before its lease also where storage is slow.
const RUN: SignedDuration = SignedDuration::from_secs(40);
/// Groups made in one transaction: each takes four of its hundred items (group, row, guard, audit).
const GROUPS: usize = 20;

/// A file that is being loaded.
pub(crate) struct Loading<'a> {
    pub hand: Hand<'a>,
    /// The file as it is now.
    pub file: Stored<PupilFile>,
    here: Surroundings,
    check: Check,
}

/// Loads the file from where the cursor stands.
pub(crate) async fn load(hand: Hand<'_>) -> Result<Done, Stop> {
    let Some(file) = hand.file(&PupilFileState::Loading).await? else { return Ok(Done::Loaded(hand.id)) };
    let (here, check) = (hand.surroundings(&file.value).await?, kept(hand, &file.value).await?);
    let mut loading = Loading { hand, file, here, check };
    let until = hand.store.now() + RUN;
    while loading.file.value.state == PupilFileState::Loading {
        let is_over = match loading.file.value.progress.phase {
            Phase::Groups => loading.make_groups().await?,
            Phase::New | Phase::Known => Box::pin(loading.pass(until)).await?,
        };
        if is_over {
            loading.next_phase().await?;
        } else {
            return loading.hand_on().await;
        }
    }
    hand.erase(&loading.file.value).await?;
    Ok(Done::Loaded(hand.id))
}

/// What the check found, as it was confirmed.
async fn kept(hand: Hand<'_>, file: &PupilFile) -> Result<Check, Stop> {
    let hash = file.check.as_ref().ok_or(Stop::Gone("no_check"))?;
    let place = Place::RosterCheck { file: hand.id, hash };
    let found = hand.files.get(&hand.scope, place, Check::LARGEST).await.map_err(|error| match error {
        FilesError::NotFound => Stop::Never("check_gone".into()),
        error => later(error),
    })?;
    serde_json::from_slice(&found.bytes).map_err(|error| Stop::Never(error.to_string()))
}

impl Loading<'_> {
    /// Makes the groups that are not there. Before the first of them, the veil.
    async fn make_groups(&mut self) -> Result<bool, Stop> {
        let year = self.check.header.year.ok_or(Stop::Gone("no_year"))?;
        let there = self.hand.groups().await?;
        let mut missing: Vec<Group> = Vec::new();
        for group in self.check.groups.iter().map(|group| group.group(&self.file.value, year)) {
            if !there.iter().chain(&missing).any(|known| known.identity() == group.identity()) {
                missing.push(group);
            }
        }
        let mut first = self.hand.records().change(None).veil(self.hand.id);
        for some in missing.chunks(GROUPS) {
            let mut next = self.file.clone();
            next.value.progress.loaded.groups += u64::try_from(some.len()).unwrap_or_default();
            let mut change = std::mem::replace(&mut first, self.hand.records().change(None)).save_pupil_file(&next);
            for group in some {
                let row = self.hand.did_to("group made", format!("GROUP#{}", group.id)).with("file", self.hand.id);
                change = change.create_group_for(self.hand.id, self.hand.scope.licence(), group).audit(&row);
            }
            change.commit("").await?;
            self.file = Stored { version: next.version + 1, ..next };
        }
        if missing.is_empty() {
            first.commit("").await?;
        }
        Ok(true)
    }

    /// One pass over the file from the cursor on, for as long as a run lasts; whether the end of the file was reached.
    async fn pass(&mut self, until: Timestamp) -> Result<bool, Stop> {
        // The last part was written, and the worker died before it could say that the phase is over.
        if self.file.value.progress.done >= self.file.value.learners {
            return Ok(true);
        }
        let (hand, announced) = (self.hand, self.here.announced);
        let reader = hand.open(&self.file.value).await?;
        let begun = waiting(move || begin(reader, announced)).await?;
        let begun = begun.map_err(|error| Stop::Never(error.to_string()))?;
        let groups = hand.groups().await?;
        let setting = Setting::of(&begun.head(), self.here.location.id, &self.here.locations, &groups, announced.today);
        let setting = setting.ok_or(Stop::Gone("no_year"))?;
        let told = Told::of(&self.file.value, &self.check);
        let comparison = hand.comparison(setting.clone()).await?;
        // One part waits while another is written: the reader does not run ahead.
        let (send, receive) = mpsc::channel::<Part>(1);
        let reading = waiting(move || fill(Comparing::new(begun, comparison), &told, &send));
        let writing = async {
            // Its own, so that it goes when the writing ends: who reads then stops at the next part.
            let mut receive = receive;
            while let Some(part) = receive.recv().await {
                Box::pin(self.write(part, &setting)).await?;
                if hand.store.now() >= until {
                    break;
                }
            }
            Ok::<_, Stop>(self.file.value.progress.done >= self.file.value.learners)
        };
        let (read, written) = futures::join!(reading, writing);
        let written = written?;
        match read? {
            Ok(()) => Ok(written),
            // It was read to its end before anybody confirmed it.
            Err(error) => Err(Stop::Never(error.to_string())),
        }
    }

    /// What comes after this phase. After the last, all that was written is in every list at once.
    async fn next_phase(&mut self) -> Result<(), Stop> {
        let mut next = self.file.clone();
        let phase = next.value.progress.phase;
        next.value.next_phase(self.hand.store.now());
        let loaded = next.value.progress.loaded;
        let row = match &next.value.state {
            PupilFileState::Loaded { .. } => self.hand.did("loaded"),
            _ => self.hand.did("phase over").with("phase", format!("{phase:?}")),
        };
        let row = row.with("groups", loaded.groups).with("new", loaded.new);
        let row = row.with("changed", loaded.changed).with("left", loaded.left);
        let change = self.hand.records().change(None).save_pupil_file(&next).audit(&row);
        let change = match phase {
            Phase::Groups | Phase::New => change,
            Phase::Known => {
                let before = self.hand.store.forget_before_later(&self.hand.scope, self.hand.id)?;
                let check = self.hand.store.forget_roster(&self.hand.scope, &next.value)?;
                change.unveil(self.hand.id).end_loading().then(&before).then(&check)
            }
        };
        change.commit("").await?;
        self.file = Stored { version: next.version + 1, ..next };
        Ok(())
    }

    /// The next job goes on where this one stands.
    async fn hand_on(&mut self) -> Result<Done, Stop> {
        let job = self.hand.store.load_roster(&self.hand.scope, self.hand.id)?;
        self.file.value.job = Some(job.id);
        let row = self.hand.did("goes on").with("done", self.file.value.reached().0);
        self.hand.records().change(None).save_pupil_file(&self.file).then(&job).audit(&row).commit("").await?;
        Ok(Done::GoesOn(job.id))
    }
}
