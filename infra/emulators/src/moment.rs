//! What is kept at one moment, to go back to: a test that arranges once can try many things from there.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Emulators;
use crate::error::Error;
use crate::mailbox::Kept;

/// All tables, objects and mails as they were; what a queue held is not in it.
pub struct Moment {
    folder: tempfile::TempDir,
    mails: Vec<Kept>,
}

impl Moment {
    fn tables(&self) -> String {
        self.folder.path().join("tables.sqlite").display().to_string()
    }

    fn objects(&self) -> PathBuf {
        self.folder.path().join("s3")
    }
}

impl Emulators {
    /// What is kept now. Nothing may be under way.
    pub fn moment(&self) -> Result<Moment, Error> {
        let folder = tempfile::tempdir().map_err(|e| Error::Data(std::env::temp_dir(), e))?;
        let moment = Moment { folder, mails: self.mailbox.kept() };
        let refused = |e: dynoxide::DynoxideError| Error::Table { table: "all".into(), reason: e.to_string() };
        self.tables.database().vacuum_into(&moment.tables()).map_err(refused)?;
        copy(&self.objects, &moment.objects())?;
        Ok(moment)
    }

    /// Everything is as it was then, and the queues are empty. Nothing may be under way; readers of streams are opened anew.
    pub fn go_back(&self, to: &Moment) -> Result<(), Error> {
        let refused = |e: dynoxide::DynoxideError| Error::Table { table: "all".into(), reason: e.to_string() };
        self.tables.database().restore_from(&to.tables()).map_err(refused)?;
        for entry in entries(&self.objects)? {
            let removed = if entry.is_dir() { fs::remove_dir_all(&entry) } else { fs::remove_file(&entry) };
            removed.map_err(|e| Error::Data(entry, e))?;
        }
        copy(&to.objects(), &self.objects)?;
        self.mailbox.keep(to.mails.clone());
        while self.object_events.try_recv().is_some() {}
        while self.mail_events.try_recv().is_some() {}
        while self.invocations.try_recv().is_some() {}
        Ok(())
    }

    /// Every item of a table.
    pub fn items(&self, table: &str) -> Result<Vec<Value>, Error> {
        let refused = |reason: String| Error::Table { table: table.into(), reason };
        let (mut items, mut wanted) = (vec![], json!({"TableName": table}));
        loop {
            let request = serde_json::from_value(wanted.clone()).map_err(|e| refused(e.to_string()))?;
            let page = self.tables.database().scan(request).map_err(|e| refused(e.to_string()))?;
            let mut page = serde_json::to_value(page).map_err(|e| refused(e.to_string()))?;
            items.extend(page.get_mut("Items").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default());
            match page.get("LastEvaluatedKey").filter(|key| key.is_object()) {
                Some(key) => wanted = json!({"TableName": table, "ExclusiveStartKey": key}),
                None => return Ok(items),
            }
        }
    }

    /// Puts an item past every client.
    pub fn put_item(&self, table: &str, item: &Value) -> Result<(), Error> {
        let refused = |reason: String| Error::Table { table: table.into(), reason };
        let request = serde_json::from_value(json!({"TableName": table, "Item": item}));
        let put = self.tables.database().put_item(request.map_err(|e| refused(e.to_string()))?);
        put.map(drop).map_err(|e| refused(e.to_string()))
    }

    /// The keys of all objects, as `bucket/key`, in order.
    pub fn object_names(&self) -> Result<Vec<String>, Error> {
        let mut names = vec![];
        for path in files(&self.objects)? {
            // Beside each object `s3s-fs` keeps what belongs to it, in a file whose name starts with a dot.
            let is_own = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if let Ok(name) = path.strip_prefix(&self.objects)
                && !is_own
            {
                names.push(name.display().to_string());
            }
        }
        names.sort();
        Ok(names)
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unusable = |e| Error::Data(folder.to_owned(), e);
    fs::read_dir(folder).map_err(unusable)?.map(|entry| entry.map(|entry| entry.path()).map_err(unusable)).collect()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = vec![];
    for entry in entries(folder)? {
        if entry.is_dir() { found.extend(files(&entry)?) } else { found.push(entry) }
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(|e| Error::Data(to.to_owned(), e))?;
    for entry in entries(from)? {
        let Some(name) = entry.file_name() else { continue };
        let target = to.join(name);
        if entry.is_dir() {
            copy(&entry, &target)?;
        } else {
            fs::copy(&entry, &target).map_err(|e| Error::Data(target, e))?;
        }
    }
    Ok(())
}
