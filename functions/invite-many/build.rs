//! Turns the texts into typed functions.

fn main() -> std::process::ExitCode {
    texts::build()
}
