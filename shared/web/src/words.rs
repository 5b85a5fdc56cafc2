//! The words of the components, from the catalogue, once per language.

use std::sync::LazyLock;

use texts::Locale;

use crate::{
    t,
    ui::{UiTexts, Words},
};

fn texts_of(locale: Locale) -> UiTexts {
    let t = t(locale);
    UiTexts {
        product: t.ui_product(),
        skip_link: t.ui_skip_link(),
        menu: t.ui_menu(),
        navigation: t.ui_navigation(),
        back: t.ui_back(),
        help: t.ui_help(),
        error_prefix: t.ui_error_prefix(),
        error_summary: t.ui_error_summary(),
        optional: t.ui_optional(),
        show_password: t.ui_show_password(),
        hide_password: t.ui_hide_password(),
        day: t.ui_day(),
        month: t.ui_month(),
        year: t.ui_year(),
        choose: t.ui_choose(),
        search: t.ui_search(),
        licence: t.ui_licence(),
        switch_licence: t.ui_switch_licence(),
        signed_in_as: t.ui_signed_in_as(),
        sign_out: t.ui_sign_out(),
        language: t.ui_language(),
        change: t.ui_change(),
        not_filled_in: t.ui_not_filled_in(),
        not_started: t.ui_not_started(),
        busy: t.ui_busy(),
        finished: t.ui_finished(),
        not_applicable: t.ui_not_applicable(),
        attention: t.ui_attention(),
        stopped: t.ui_stopped(),
        unsaved: t.ui_unsaved(),
        saved: t.ui_saved(),
        sent: t.ui_sent(),
        shared: t.ui_shared(),
        here: t.ui_here(),
        will_happen: t.ui_will_happen(),
        will_not_happen: t.ui_will_not_happen(),
        cancel: t.ui_cancel(),
    }
}

/// The words of the components in a language.
pub fn words(locale: Locale) -> Words {
    static NL: LazyLock<UiTexts> = LazyLock::new(|| texts_of(Locale::Nl));
    static EN: LazyLock<UiTexts> = LazyLock::new(|| texts_of(Locale::En));
    match locale {
        Locale::Nl => &NL,
        Locale::En => &EN,
    }
}
