//! Texts become typed functions. The `build.rs` of this crate is made of this file too.

/// Called by `build.rs` of a crate with texts.
pub fn build() -> std::process::ExitCode {
    use fluent_typed::{BuildOptions, FtlOutputOptions, build_from_locales_folder};
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    // Texts are escaped where they are shown; the signs that isolate directions are not needed for two languages written alike.
    let options = BuildOptions::default()
        .with_output_file_path(&format!("{out}/l10n.rs"))
        .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/l10n.ftl")))
        .with_default_language("nl")
        .with_prefix("")
        .without_format()
        .without_bidi_isolation();
    build_from_locales_folder(options)
}
