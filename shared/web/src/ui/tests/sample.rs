//! The words the tests speak with.

use crate::ui::{UiTexts, Words};
use std::sync::LazyLock;

/// Dutch.
pub(super) fn words() -> Words {
    static DUTCH: LazyLock<UiTexts> = LazyLock::new(|| {
        let w = |text: &str| text.to_owned();
        UiTexts {
            product: w("Samenspoor"),
            skip_link: w("Naar de inhoud"),
            menu: w("Menu"),
            navigation: w("Hoofdmenu"),
            back: w("Terug"),
            help: w("Hulp"),
            error_prefix: w("Fout:"),
            error_summary: w("Er is een probleem"),
            optional: w("(niet verplicht)"),
            show_password: w("Toon wachtwoord"),
            hide_password: w("Verberg wachtwoord"),
            day: w("Dag"),
            month: w("Maand"),
            year: w("Jaar"),
            choose: w("Maak een keuze"),
            search: w("Zoek"),
            licence: w("Licentie:"),
            switch_licence: w("Wissel van licentie"),
            signed_in_as: w("Aangemeld als"),
            sign_out: w("Uitloggen"),
            language: w("Taal"),
            change: w("Wijzig"),
            not_filled_in: w("Niet ingevuld"),
            not_started: w("Niet begonnen"),
            busy: w("Bezig"),
            finished: w("Afgerond"),
            not_applicable: w("Niet van toepassing"),
            attention: w("Let op"),
            stopped: w("Gestopt"),
            unsaved: w("Nog niet opgeslagen"),
            saved: w("Opgeslagen"),
            sent: w("Verzonden"),
            shared: w("Gedeeld"),
            here: w("u bent hier"),
            will_happen: w("Dit gebeurt er"),
            will_not_happen: w("Dit gebeurt er niet"),
            cancel: w("Annuleren"),
        }
    });
    &DUTCH
}
