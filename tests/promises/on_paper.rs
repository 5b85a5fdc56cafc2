//! A login on paper for whoever has no working mailbox: shown once, told to the person, and of no use for an account that exists.

use jiff::SignedDuration;
use testkit::{Answer, Client, World};

use crate::people::ADMINISTRATOR;

/// Works at another licence already.
const ELSEWHERE: &str = "e.expert@delinde.example";
const NEW: &str = "z.nieuw@dewilg.example";
const PASSWORD: &str = "paard accu nietje correct";

/// Invites somebody by mail and gives the page of the new staff member.
async fn invited(administrator: &Client, email: &str) -> String {
    let form = administrator.get("/staff/new").await.unwrap().form("/staff/check").unwrap();
    let form = form.set("call_name", "Zoë").set("family_name", "Nieuw").set("email", email).set("role", "coordinator");
    let check = administrator.submit(&form.set("reason", "nieuwe ib'er")).await.unwrap();
    let page = administrator.submit(&check.form("/staff").unwrap()).await.unwrap();
    page.url.split('?').next().unwrap().to_owned()
}

/// The form that asks for a login on paper, after the page that says what it does.
async fn asked(administrator: &Client, member: &str) -> testkit::Form {
    let page = administrator.get(member).await.unwrap();
    let form = page.forms("/invitation").into_iter().find(|form| form.value("delivery") == Some("paper")).unwrap();
    let confirm = administrator.submit(&form).await.unwrap();
    assert!(confirm.content().contains("Oudere links werken meteen niet meer"), "{}", confirm.content());
    confirm.form("/invitation").unwrap()
}

async fn printed(administrator: &Client, member: &str) -> Answer {
    let sheet = administrator.submit(&asked(administrator, member).await).await.unwrap();
    assert_eq!(sheet.status.as_u16(), 200, "{}", sheet.content());
    sheet
}

fn code(sheet: &Answer) -> String {
    sheet.text(".codes code").unwrap()
}

/// Types the code of a paper.
async fn typed(client: &Client, code: &str) -> Answer {
    let form = client.get("/activate").await.unwrap().form("/activate").unwrap();
    client.submit(&form.set("code", code)).await.unwrap()
}

/// The form behind a paper, and its address.
fn behind(page: &Answer) -> testkit::Form {
    let form = page.forms("").into_iter().find(|form| form.action.starts_with("/activate/"));
    form.unwrap_or_else(|| panic!("no form: {}", page.content()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_on_paper_is_shown_once_and_the_person_chooses_the_password() {
    // 0-05, 0-17, 0-18
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invited(&administrator, NEW).await;
    let mailed = world.link_to(NEW, "/activate/").await;
    let form = asked(&administrator, &member).await;
    assert_eq!(world.anonymous().get(&mailed).await.unwrap().status.as_u16(), 200, "asking changes nothing");
    let sheet = administrator.submit(&form).await.unwrap();
    let code = code(&sheet);
    for words in ["Zoë Nieuw", NEW, "Basisschool De Wilg", "/activate en typ"] {
        assert!(sheet.content().contains(words), "{words}: {}", sheet.content());
    }
    assert!(sheet.attribute(".qr img", "src").unwrap().starts_with("data:image/png;base64,"));
    assert_eq!(world.anonymous().get(&mailed).await.unwrap().status.as_u16(), 410, "the mailed link is dead");

    let again = administrator.submit(&form).await.unwrap();
    assert!(again.url.ends_with("?done=printed"), "{}", again.url);
    assert!(again.content().contains("Wij kunnen hem niet nog eens laten zien"), "{}", again.content());
    assert!(again.content().contains("Op papier gezet door"), "the trail tells who did it: {}", again.content());
    assert!(!again.body.contains(&code));

    let is_told = |mail: &emulators::Mail| mail.subject.contains("op papier gezet");
    let told = world.stack.aws.mailbox().wait_for(NEW, is_told).await.unwrap();
    assert!(told.link("/activate").is_none(), "the mail brings no link: {told:?}");

    let person = world.anonymous();
    let page = typed(&person, &code.to_lowercase().replace('-', " ")).await;
    let form = behind(&page);
    let token = form.action.rsplit('/').next().unwrap().to_owned();
    let tables = ["records", "identities", "tickets", "audit", "outbox"];
    let kept: String = tables.iter().map(|table| format!("{:?}", world.stack.aws.items(table).unwrap())).collect();
    for secret in [&token, &code, &code.replace('-', "")] {
        assert!(!kept.contains(secret), "{secret} is kept nowhere");
    }
    assert!(kept.contains("login-printed"), "and it is logged that it was printed");
    let done = person.submit(&form.set("password", PASSWORD)).await.unwrap();
    assert!(done.url.starts_with("/sign-in?done=activated"), "{}: {}", done.url, done.content());
    let used = typed(&person, &code).await;
    assert_eq!((used.status.as_u16(), used.title().as_str()), (410, "Dit papier is al gebruikt"));
    let told = used.text("main .lead").unwrap();
    assert!(told.contains("code op dit papier") && !told.to_lowercase().contains("link"), "{told}");
    let scanned = person.get(&format!("/activate/{token}?lang=en")).await.unwrap();
    assert_eq!((scanned.status.as_u16(), scanned.title().as_str()), (410, "This paper has been used"));
    world.sign_in(NEW, PASSWORD, None).await;
    world.stack.stop().await;
}

/// What is on a page, but for what differs for each paper: form keys, token and address.
fn alike(page: &Answer, email: &str) -> String {
    let mut rest = page.body.replace(email, "ADDRESS");
    let form = behind(page);
    rest = rest.replace(&form.action, "LINK");
    rest.replace(form.value("once").unwrap(), "KEY")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_holds_the_paper_does_not_see_whether_the_address_has_an_account_elsewhere() {
    // model: the administrator cannot tell the difference
    let world = World::start().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let mut seen = Vec::new();
    let mut codes = Vec::new();
    for email in [NEW, ELSEWHERE] {
        let member = invited(&administrator, email).await;
        let sheet = printed(&administrator, &member).await;
        codes.push(code(&sheet));
        let holder = world.anonymous();
        let page = typed(&holder, codes.last().unwrap()).await;
        let opened = holder.get(&behind(&page).action).await.unwrap();
        let weak = holder.submit(&behind(&page).set("password", "kort")).await.unwrap();
        assert_eq!(weak.status.as_u16(), 422);
        seen.push([alike(&page, email), alike(&opened, email), alike(&weak, email)]);
    }
    assert_eq!(seen[0], seen[1]);

    // A password that is not the person's own opens nothing, and the account elsewhere is as it was.
    let expert = world.account(ELSEWHERE);
    let holder = world.anonymous();
    let page = typed(&holder, &codes[1]).await;
    let refused = holder.submit(&behind(&page).set("password", PASSWORD)).await.unwrap();
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.content());
    let missing = holder.submit(&behind(&page).set("password", &*expert.password)).await.unwrap();
    assert_eq!(missing.status.as_u16(), 422, "the second factor is needed too: {}", missing.content());
    let code = world.code(expert.totp_secret.as_deref().unwrap());
    let form = behind(&page).set("password", &*expert.password).set("code", code);
    let joined = holder.submit(&form).await.unwrap();
    assert_eq!(joined.url, "/sign-in?done=joined", "{}", joined.content());
    world.stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_on_no_paper_is_refused_and_what_was_typed_is_kept() {
    let world = World::start().await;
    let person = world.anonymous();
    for (wrong, words) in [
        ("", "Vul dit in"),
        ("4F7K", "Deze code kennen wij niet"),
        ("4F7K-2M9A-4F7K-2M9A", "Deze code kennen wij niet"),
    ] {
        let refused = typed(&person, wrong).await;
        assert_eq!(refused.status.as_u16(), 422, "{wrong}");
        assert!(refused.content().contains(words), "{wrong}: {}", refused.content());
        assert_eq!(refused.form("/activate").unwrap().value("code"), Some(wrong));
    }
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let member = invited(&administrator, NEW).await;
    let first = code(&printed(&administrator, &member).await);
    let second = code(&printed(&administrator, &member).await);
    let older = typed(&person, &first).await;
    assert_eq!(
        (older.status.as_u16(), older.title().as_str()),
        (410, "Dit papier werkt niet meer"),
        "there is a newer one"
    );
    assert_eq!(typed(&person, &second).await.status.as_u16(), 200);

    // One that lay about too long, too.
    world.advance(SignedDuration::from_hours(5 * 24));
    let late = typed(&person, &second).await;
    assert_eq!((late.status.as_u16(), late.title().as_str()), (410, "Dit papier is te oud"));
    assert!(late.content().contains("Vraag je beheerder dan om een nieuw papier"), "{}", late.content());
    world.stack.stop().await;
}
