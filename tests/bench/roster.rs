//! A pupil file: read with all rules and compared with who is here, beside a bare pass of expat over bytes in memory, and beside a tree
//! of Python. In turn, over the same file. Then the same learners as CSV and as Excel.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use testkit::sandbox::root;

use crate::tables::{median, spread};

/// What chooses it.
pub const NAME: &str = "roster";
/// Rounds of everybody, in turn, and passes in each.
const ROUNDS: usize = 5;
const PASSES: &str = "5";
/// Learners of a large school board in one file, and of the largest file that must go through.
const FILES: [usize; 2] = [10_000, 50_000];

/// Prints the table.
pub fn table() {
    println!("\nA pupil file, in milliseconds; medians of {ROUNDS} rounds in turn of {PASSES} passes, in one run\n");
    println!("| learners | MB | what | ms | beside expat | spread | peak MB |");
    println!("|---:|---:|---|---:|---:|---:|---:|");
    let folder = tempfile::tempdir().expect("a folder");
    for learners in FILES {
        let file = folder.path().join(format!("{learners}.xml"));
        run(peer().arg("make").arg(&file).arg(learners.to_string()));
        let megabytes = std::fs::metadata(&file).expect("a file").len() as f64 / 1_000_000.0;
        let rounds: Vec<_> = (0..ROUNDS)
            .map(|_| {
                let mut expat = peer();
                let mut ours = Command::new(root().join("target/release/examples/pace"));
                let mut tree = peer();
                [
                    run(expat.arg("expat").arg(&file).arg(PASSES)),
                    run(ours.arg(&file).arg(PASSES)),
                    run(tree.arg("tree").arg(&file).arg(PASSES)),
                ]
                .map(|told| serde_json::from_str::<Value>(&told).expect("a line of JSON"))
            })
            .collect();
        let rows = [
            ("expat, nobody listening", 0, "read"),
            ("ours, read with all rules", 1, "read"),
            ("ours, read and compared", 1, "compare"),
            ("ours, who is here put into an index, from such a file", 1, "index"),
            ("Python, ElementTree", 2, "read"),
        ];
        let of = |runner: usize, what: &str| -> Vec<f64> {
            let told = rounds.iter().filter_map(|round| round.get(runner)?.get(what)?.as_array());
            told.flatten().filter_map(Value::as_f64).collect()
        };
        let bare = median(of(0, "read").into_iter());
        for (name, runner, what) in rows {
            let all = of(runner, what);
            let middle = median(all.iter().copied());
            let peaks = rounds.iter().filter_map(|round| round.get(runner)?.get("peak_kb")?.as_f64());
            println!(
                "| {learners} | {megabytes:.1} | {name} | {middle:.0} | {:.2} | {:.0} % | {:.0} |",
                middle / bare,
                spread(all.into_iter()),
                peaks.fold(0.0, f64::max) / 1024.0
            );
        }
        for kind in ["csv", "xlsx"] {
            sheet(&file, &file.with_extension(kind), bare);
        }
    }
}

/// The same learners as a spreadsheet: read and compared, beside the bare pass over the XML.
fn sheet(file: &Path, sheet: &Path, bare: f64) {
    let pace = || Command::new(root().join("target/release/examples/pace"));
    run(pace().arg(file).arg(sheet));
    let megabytes = std::fs::metadata(sheet).expect("a file").len() as f64 / 1_000_000.0;
    let told: Vec<Value> = (0..ROUNDS)
        .map(|_| serde_json::from_str(&run(pace().arg(sheet).arg(PASSES))).expect("a line of JSON"))
        .collect();
    let all: Vec<f64> =
        told.iter().filter_map(|round| round.get("read")?.as_array()).flatten().filter_map(Value::as_f64).collect();
    let peak = told.iter().filter_map(|round| round.get("peak_kb")?.as_f64()).fold(0.0, f64::max) / 1024.0;
    let (name, middle) =
        (sheet.file_name().unwrap_or_default().to_string_lossy().into_owned(), median(all.iter().copied()));
    let part = spread(all.into_iter());
    println!(
        "| {name} | {megabytes:.1} | ours, read with all rules | {middle:.0} | {:.2} | {part:.0} % | {peak:.0} |",
        middle / bare
    );
}

/// The other readers.
pub fn peer() -> Command {
    let script: PathBuf = root().join("tests/bench/peers/pupils.py");
    let mut command = Command::new("python3");
    command.arg(script);
    command
}

/// What a program prints.
pub fn run(command: &mut Command) -> String {
    let output = command.output().expect("a program");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
