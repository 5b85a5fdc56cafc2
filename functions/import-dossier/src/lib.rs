//! import-dossier.
