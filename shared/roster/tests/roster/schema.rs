//! The published schema, beside what is written and read here.

use std::{fs, path::PathBuf, process::Command};

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{
    made::{roster, written},
    published, read, sample,
};
use roster::Severity;

/// Says of each file whether the schema takes it.
const VALIDATE: &str = "
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
for path in sys.argv[2:]:
    if not schema.validate(etree.parse(path)):
        print(path, schema.error_log.last_error)
";

/// What the schema says against these files; a line for each that it does not take.
fn against(files: &[PathBuf]) -> Vec<String> {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/py/bin/python");
    let schema = published("EDEXML.structuur.xsd");
    let told = Command::new(python).args(["-c", VALIDATE]).arg(schema).args(files).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8_lossy(&told.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn what_is_written_is_valid_by_the_published_schema() {
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut files: Vec<_> = (0..100)
        .map(|number| {
            let file = folder.path().join(format!("{number}.xml"));
            fs::write(&file, written(&roster().new_tree(&mut runner).unwrap().current())).unwrap();
            file
        })
        .collect();
    files.push(published("EDEXML.Voorbeeld.2.1.xml"));
    assert_eq!(against(&files), [""; 0]);
}

#[test]
fn the_schema_refuses_what_stops_a_file_here() {
    let whole = String::from_utf8(sample()).unwrap();
    let faults = [
        whole.replace("key=\"00002\"", "key=\"00001\""),
        whole.replace("eckid=\"https://id.school/abcde\"", "").replace("<leerling key=\"00002\">", "<leerling>"),
        whole.replace("<vestiging key=\"VB\"/>", "<vestiging key=\"VX\"/>"),
        whole
            .replace("<achternaam>Assati</achternaam>", "<achternaam/>")
            .replace("<voornamen>Ismaël Hassan</voornamen>", "")
            .replace("<voorletters-1>IH</voorletters-1>", ""),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (number, fault) in faults.iter().enumerate() {
        let (_, findings) = read(fault).unwrap();
        assert_eq!(findings.worst(), Some(Severity::Error), "{number}");
        fs::write(folder.path().join(format!("{number}.xml")), fault).unwrap();
    }
    let files: Vec<_> = (0..faults.len()).map(|number| folder.path().join(format!("{number}.xml"))).collect();
    assert_eq!(against(&files).len(), faults.len());
}
