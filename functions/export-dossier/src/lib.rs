//! export-dossier.
