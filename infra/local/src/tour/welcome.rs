//! Steps 1 and 2: an administrator invites, a coordinator activates and signs in.

use super::{TourError, Walk, check, seen};
use crate::client::Client;

const EMAIL: &str = "n.nieuw@dewilg.example";
const PASSWORD: &str = "paard-accu-nietje-zon";

pub(super) async fn coordinator(walk: &Walk<'_>) -> Result<Client, TourError> {
    walk.part(1, "The administrator invites a coordinator");
    let administrator = walk.demo("a.beheer@dewilg.example").await?;
    walk.say("signed in with password and authenticator");
    let form = administrator.get("/staff/new").await?.form("/staff/check")?;
    let form = form.set("call_name", "Nina").set("family_name", "Nieuw").set("email", EMAIL).set("role", "coordinator");
    let form = form.set("reason", "Nieuwe ib'er");
    let page = seen(administrator.submit(&form).await?, &["Nina", EMAIL])?;
    walk.say(format!("check page: {}", page.title()));
    let page = seen(administrator.submit(&page.form("/staff")?).await?, &[EMAIL])?;
    walk.say(format!("invited: {}", page.title()));
    let link = walk.link(EMAIL, "/activate/").await?;
    walk.say("the mail came, with a link");

    walk.part(2, "A mail scanner opens the link; then the coordinator activates the account");
    let scanner = walk.browser().named("Mozilla/5.0 (mail scanner)");
    for _ in 0..3 {
        scanner.head(&link).await?;
        seen(scanner.get(&link).await?, &[])?;
    }
    walk.say("opened three times by a scanner: nothing changed");
    let person = walk.browser();
    let form = person.get(&link).await?.form(&link)?;
    let weak = person.submit(&form.clone().set("password", "Welkom2026!!")).await?;
    check(weak.status.as_u16() == 422, "a weak password must be refused")?;
    walk.say(format!("\"Welkom2026!!\" refused: {}", weak.texts(".error-summary a, [role=alert] a").join(", ")));
    let page = person.submit(&weak.form(&link)?.set("password", PASSWORD)).await?;
    check(page.url.starts_with("/sign-in"), format!("activation leads to signing in, not to {}", page.url))?;
    let used = person.get(&link).await?;
    check(used.form(&link).is_err(), "a used link has no form")?;
    walk.say(format!("activated; the link now says: {}", used.title()));
    let form = page.form("/sign-in")?.set("email", EMAIL).set("password", PASSWORD);
    let page = seen(person.submit(&form).await?, &[])?;
    let page = person.submit(&page.form("/account/totp")?).await?;
    let page = seen(page, &[])?;
    let secret = page.text("code").ok_or_else(|| TourError::Broken("no secret shown".into()))?;
    check(page.attribute(".qr img", "src").is_some_and(|src| src.starts_with("data:image/png")), "a QR code is shown")?;
    let form = page.form("/account/totp/confirm")?.set("code", walk.code(&secret)?);
    let page = seen(person.submit(&form).await?, &[])?;
    walk.say(format!("authenticator set up: {}", page.title()));
    drop(person);
    let person = walk.sign_in(EMAIL, PASSWORD, Some(&secret)).await?;
    walk.say("signed in with password and code");
    Ok(person)
}
