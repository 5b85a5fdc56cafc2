//! `cargo run`: the whole product on this machine.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use local::{Settings, Stack};

/// Samenspoor on this machine: every function, with embedded AWS services, an inbox and demo licences.
#[derive(Parser)]
#[command(name = "samenspoor", version)]
struct Options {
    /// The port of the pages.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Where everything is kept.
    #[arg(long, default_value = ".local")]
    data: PathBuf,
    /// Start afresh: what is kept is removed first.
    #[arg(long)]
    fresh: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Print the description of all routes (OpenAPI).
    Openapi,
    /// Walk the whole journey over HTTP against a fresh stack.
    Tour {
        /// Keep what it makes in this new folder, to look around in: start with `--data` and the same port.
        #[arg(long)]
        keep: Option<PathBuf>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    if options.command.is_none() {
        store::app::log();
    }
    let done = match options.command {
        Some(Command::Openapi) => openapi().await,
        Some(Command::Tour { keep }) => tour(options.port, keep).await,
        None => serve(options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("samenspoor: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn openapi() -> Result<(), String> {
    let stack =
        Stack::start(Settings { bare: true, ..Settings::default() }).await.map_err(|error| error.to_string())?;
    let text = serde_json::to_string_pretty(&local::functions::routes(&stack.services).openapi())
        .map_err(|error| error.to_string())?;
    tell(&text);
    stack.stop().await;
    Ok(())
}

async fn tour(port: u16, keep: Option<PathBuf>) -> Result<(), String> {
    let settings = match keep {
        Some(folder) if folder.exists() => {
            return Err(format!("{} exists; the tour needs a new folder", folder.display()));
        }
        // The mails that are kept lead to this port.
        Some(folder) => Settings { port, data: Some(folder), ..Settings::default() },
        None => Settings::default(),
    };
    local::tour::walk(settings, &tell).await.map_err(|error| error.to_string())
}

async fn serve(options: Options) -> Result<(), String> {
    if options.fresh && options.data.exists() {
        std::fs::remove_dir_all(&options.data).map_err(|error| format!("{}: {error}", options.data.display()))?;
    }
    let settings = Settings { port: options.port, data: Some(options.data.clone()), ..Settings::default() };
    let stack = Stack::start(settings).await.map_err(|error| error.to_string())?;
    tell(&format!(
        "\nSamenspoor   {}\nInbox        {0}/local/mail\nThis machine {0}/local   (data in {})\n",
        stack.url,
        options.data.display()
    ));
    for account in &stack.accounts {
        tell(&format!("{:10} {:32} {:34} {}", account.licence, account.role, account.email, account.password));
    }
    tell("\nCodes of the authenticator are on the page /local. Ctrl-C stops.");
    let _ = tokio::signal::ctrl_c().await;
    stack.stop().await;
    Ok(())
}
