//! Handing a dossier over to another licence: what is needed first, to whom it goes, and taking it back.

mod act;
mod case;
mod check;
mod forms;
mod show;
mod withdraw;
mod words_for;

use domain::ids::DossierId;
use store::App;
use web::{Api, id};

texts::catalogue!();

/// The routes of this function.
pub fn routes(app: App) -> Api {
    Api::new("export-dossier")
        .get("/dossiers/{dossier}/transfer", "What is needed to hand a dossier over, and how far it is; `?step=check&receiver=` shows the receiver", show::show)
        .post::<act::TransferForm, _, _>(
            "/dossiers/{dossier}/transfer",
            "`act`: notes a `viewing` or a `permission`, shows the receiver (`check`), or sets the dossier out for it (`send`)",
            act::act,
        )
        .post::<withdraw::WithdrawInput, _, _>("/transfers/{transfer}/withdraw", "Takes a package back, at both sides; without `confirm` it shows what that means", withdraw::withdraw)
        .with_state(app)
}

fn page_of(dossier: DossierId) -> String {
    format!("/dossiers/{dossier}/transfer")
}
