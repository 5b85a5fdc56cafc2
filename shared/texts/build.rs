//! Turns the texts that pages and mails share into typed functions.

#[path = "src/build.rs"]
mod texts;

fn main() -> std::process::ExitCode {
    texts::build()
}
