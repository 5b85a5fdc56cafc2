//! The words that belong to the components themselves.

/// The words of one language, made once when the process starts.
pub type Words = &'static UiTexts;

/// What the components say on their own; every other text is given to them.
#[derive(Clone, Debug)]
pub struct UiTexts {
    /// Name of the product, in the title and the wordmark.
    pub product: String,
    /// First link of each page: "Naar de inhoud".
    pub skip_link: String,
    /// Button that opens the navigation on a small screen: "Menu".
    pub menu: String,
    /// Name of the navigation for a screen reader: "Hoofdmenu".
    pub navigation: String,
    /// Link to the page before: "Terug".
    pub back: String,
    /// Name of the help line for a screen reader: "Hulp".
    pub help: String,
    /// Before the title and each message: "Fout:".
    pub error_prefix: String,
    /// Heading of the error summary: "Er is een probleem".
    pub error_summary: String,
    /// After a label: "(niet verplicht)".
    pub optional: String,
    /// Button at a password: "Toon wachtwoord".
    pub show_password: String,
    /// The same button once the password is shown: "Verberg wachtwoord".
    pub hide_password: String,
    /// "Dag".
    pub day: String,
    /// "Maand".
    pub month: String,
    /// "Jaar".
    pub year: String,
    /// First, empty option of a list: "Maak een keuze".
    pub choose: String,
    /// Button of a search box: "Zoek".
    pub search: String,
    /// Before the licence name: "Licentie:".
    pub licence: String,
    /// "Wissel van licentie".
    pub switch_licence: String,
    /// Before the own name, for a screen reader: "Aangemeld als".
    pub signed_in_as: String,
    /// "Uitloggen".
    pub sign_out: String,
    /// Name of the language links: "Taal".
    pub language: String,
    /// Link in a summary: "Wijzig".
    pub change: String,
    /// Instead of an empty value: "Niet ingevuld".
    pub not_filled_in: String,
    /// State: "Niet begonnen".
    pub not_started: String,
    /// State: "Bezig".
    pub busy: String,
    /// State and status line: "Afgerond".
    pub finished: String,
    /// State: "Niet van toepassing".
    pub not_applicable: String,
    /// State: "Let op".
    pub attention: String,
    /// State: "Gestopt".
    pub stopped: String,
    /// Status line: "Nog niet opgeslagen".
    pub unsaved: String,
    /// Status line: "Opgeslagen".
    pub saved: String,
    /// Status line: "Verzonden".
    pub sent: String,
    /// Status line: "Gedeeld".
    pub shared: String,
    /// At the station that is open: "U bent hier".
    pub here: String,
    /// Heading of a confirmation page: "Dit gebeurt er".
    pub will_happen: String,
    /// Heading of a confirmation page: "Dit gebeurt er niet".
    pub will_not_happen: String,
    /// Link away from a confirmation page: "Annuleren".
    pub cancel: String,
}
