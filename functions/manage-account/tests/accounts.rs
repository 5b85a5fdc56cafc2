//! What accounts promise, seen over HTTP: inviting, activating, signing in, the second factor, sessions.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use jiff::SignedDuration;
use testkit::{Answer, Client, World};

async fn page(client: &Client, path: &str) -> Answer {
    client.get(path).await.unwrap()
}

async fn password_step(client: &Client, email: &str, password: &str) -> Answer {
    let form = page(client, "/sign-in").await.form("/sign-in").unwrap().set("email", email).set("password", password);
    client.submit(&form).await.unwrap()
}

/// Somebody with an authenticator: address, password, secret.
fn with_totp(world: &World) -> (String, String, String) {
    let account = world.stack.accounts.iter().find(|account| account.totp_secret.is_some()).unwrap().clone();
    (account.email, account.password, account.totp_secret.unwrap())
}

fn without_totp(world: &World) -> (String, String) {
    let account = world.stack.accounts.iter().find(|account| account.totp_secret.is_none()).unwrap().clone();
    (account.email, account.password)
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_and_unknown_get_the_same_words_and_the_address_stays() {
    let world = World::start().await;
    let (email, ..) = with_totp(&world);
    let mut told = Vec::new();
    for address in [email.as_str(), "niemand@dewilg.example"] {
        let answer = password_step(&world.anonymous(), address, "niet het wachtwoord").await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.attribute("#f-email", "value").as_deref(), Some(address));
        assert_eq!(answer.attribute("#f-password", "value"), None);
        told.push(answer.content());
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_of_an_authenticator_signs_in_once_of_fifty() {
    let world = World::start().await;
    let (email, password, secret) = with_totp(&world);
    let mut forms = Vec::new();
    for _ in 0..50 {
        let client = world.anonymous();
        let answer = password_step(&client, &email, &password).await;
        let form = answer.form("/sign-in/code").expect("asks for the code");
        forms.push((client, form));
    }
    let code = world.code(&secret);
    let tries = forms.into_iter().map(|(client, form)| {
        let form = form.set("code", &code);
        async move { (client.submit_only(&form).await.unwrap().status, client) }
    });
    let answers = futures::future::join_all(tries).await;
    let signed_in = answers.iter().filter(|(status, _)| *status == 303).count();
    assert_eq!(signed_in, 1, "{:?}", answers.iter().map(|answer| answer.0.as_u16()).collect::<Vec<_>>());
    assert!(answers.iter().all(|(status, _)| *status == 303 || *status == 422));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_sent_again_gives_the_session_it_began() {
    let world = World::start().await;
    let (email, password, secret) = with_totp(&world);
    let client = world.anonymous();
    let form =
        password_step(&client, &email, &password).await.form("/sign-in/code").unwrap().set("code", world.code(&secret));
    let partial = client.cookie("__Host-session").unwrap();
    assert_eq!(client.submit_only(&form).await.unwrap().status, 303);
    // The answer was lost: the browser still has the cookie of before.
    client.set_cookie("__Host-session", &partial);
    assert_eq!(client.submit_only(&form).await.unwrap().status, 303);
    assert_eq!(page(&client, "/account").await.url, "/account");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_works_at_the_next_request_even_for_a_copied_cookie() {
    let world = World::start().await;
    let (email, password, secret) = with_totp(&world);
    let client = world.sign_in(&email, &password, Some(&secret)).await;
    let copy = client.cookie("__Host-session").unwrap();
    let form = page(&client, "/account").await.form("/sign-out").unwrap();
    let answer = client.submit(&form).await.unwrap();
    assert!(answer.url.starts_with("/sign-in"), "{}", answer.url);
    client.set_cookie("__Host-session", &copy);
    assert!(page(&client, "/account").await.url.starts_with("/sign-in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_other_sessions_and_keeps_the_own() {
    let world = World::start().await;
    let (email, password) = without_totp(&world);
    let (here, there) = (world.sign_in(&email, &password, None).await, world.sign_in(&email, &password, None).await);
    let form = page(&here, "/account").await.form("/account/password").unwrap();
    let wrong = here
        .submit(&form.clone().set("present-password", "iets anders dan dit").set("password", "kort"))
        .await
        .unwrap();
    assert_eq!(
        (wrong.status.as_u16(), wrong.texts(".error-summary a, [class*=summary] a").len() >= 2),
        (422, true),
        "{}",
        wrong.content()
    );
    let form = page(&here, "/account").await.form("/account/password").unwrap();
    let done = here
        .submit(&form.set("present-password", &password).set("password", "paard accu nietje correct"))
        .await
        .unwrap();
    assert_eq!(done.url, "/account?done=password", "{}", done.content());
    assert!(page(&there, "/account").await.url.starts_with("/sign-in"));
    assert_eq!(page(&here, "/account").await.url, "/account");
    world
        .stack
        .aws
        .mailbox()
        .wait_for(&email, |mail| mail.text.contains("wachtwoord voor Samenspoor is veranderd"))
        .await
        .expect("a mail about it");
    world.sign_in(&email, "paard accu nietje correct", None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authenticator_is_set_up_used_and_removed() {
    // 1-07 to 1-10
    let world = World::start().await;
    let (email, password) = without_totp(&world);
    let client = world.sign_in(&email, &password, None).await;
    let shown = client.submit(&page(&client, "/account").await.form("/account/totp").unwrap()).await.unwrap();
    assert!(shown.attribute(".qr img", "src").unwrap().starts_with("data:image/png;base64,"));
    let secret = shown.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    let form = shown.form("/account/totp/confirm").unwrap();
    let wrong = client.submit(&form.clone().set("code", "000000")).await.unwrap();
    assert_eq!((wrong.status.as_u16(), wrong.attribute(".qr img", "src").is_some()), (422, true));
    let code = world.code(&secret);
    let done = client.submit(&wrong.form("/account/totp/confirm").unwrap().set("code", &code)).await.unwrap();
    let codes = done.texts(".codes code");
    assert_eq!((done.status.as_u16(), codes.len()), (200, 10), "{}", done.content());

    let other = world.anonymous();
    let form = password_step(&other, &email, &password).await.form("/sign-in/code").unwrap();
    let used = other.submit(&form.set("code", &code)).await.unwrap();
    assert_eq!(used.status, 422, "the code that set it up does not sign in");
    let done =
        other.submit(&used.form("/sign-in/code").unwrap().set("recovery", codes[0].to_uppercase())).await.unwrap();
    assert_eq!(done.url, "/", "{}", done.content());
    let again = world.anonymous();
    let form = password_step(&again, &email, &password).await.form("/sign-in/code").unwrap();
    assert_eq!(again.submit(&form.set("recovery", &codes[0])).await.unwrap().status, 422);

    world.advance(SignedDuration::from_secs(60));
    let form = page(&client, "/account").await.form("/account/totp/remove").unwrap();
    let done = client.submit(&form.set("off-code", world.code(&secret))).await.unwrap();
    assert_eq!(done.url, "/account?done=totp-off", "{}", done.content());
    assert!(page(&other, "/account").await.url.starts_with("/sign-in"), "other sessions ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_is_compulsory_switching_off_is_refused_with_the_reason() {
    // 1-06, 1-10
    let world = World::start().await;
    let client = world.signed_in(&with_totp(&world).0).await;
    let key = "0197a3f2-1c00-7000-8000-000000000099";
    let answer = client.post("/account/totp/remove", &[("once", key), ("off-code", "1")]).await.unwrap();
    assert_eq!(answer.status, 403);
    assert!(answer.content().contains("verplicht"), "{}", answer.content());
}

async fn invite(world: &World, email: &str, call_name: &str) -> String {
    let admin = world
        .stack
        .accounts
        .iter()
        .find(|account| account.licence == "WILG" && account.role == "Beheerder")
        .unwrap()
        .email
        .clone();
    let admin = world.signed_in(&admin).await;
    let form = page(&admin, "/staff/new").await.form("/staff/check").unwrap();
    let form =
        form.set("call_name", call_name).set("family_name", "Zilver").set("email", email).set("role", "coordinator");
    let check = admin.submit(&form.set("reason", "nieuwe ib'er")).await.unwrap();
    let sent = admin.submit(&check.form("/staff").unwrap()).await.unwrap();
    assert!(sent.status.is_success(), "{}", sent.content());
    world.link_to(email, "/activate/").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_activates_once_sets_up_an_authenticator_and_enters() {
    // 0-11 to 0-14
    let world = World::start().await;
    let link = invite(&world, "n.zilver@dewilg.example", "Nina").await;
    let scanner = world.anonymous();
    for _ in 0..3 {
        scanner.head(&link).await.unwrap();
        assert_eq!(page(&scanner, &link).await.status, 200);
    }
    let client = world.anonymous();
    let form = page(&client, &link).await.form(&link).unwrap();
    let weak = client.submit(&form.clone().set("password", "Wilgendam2026")).await.unwrap();
    assert_eq!(weak.status, 422, "{}", weak.content());
    // A hundred at once, each with a form of its own.
    let mut forms = Vec::new();
    for _ in 0..20 {
        let client = world.anonymous();
        let form = page(&client, &link).await.form(&link).unwrap().set("password", "paard accu nietje correct");
        forms.push(async move { client.submit_only(&form).await.unwrap() });
    }
    let answers = futures::future::join_all(forms).await;
    let done = answers.iter().filter(|answer| answer.location() == Some("/sign-in?done=activated")).count();
    assert_eq!(done, 1, "{:?}", answers.iter().map(|answer| answer.status.as_u16()).collect::<Vec<_>>());
    let dead = page(&client, &link).await;
    assert_eq!(dead.status, 410);
    assert!(dead.title().contains("al gebruikt"), "{}", dead.title());
    let asked = client.submit(&dead.form("/new-link").unwrap()).await.unwrap();
    assert_eq!(asked.title(), "Kijk in je mail");

    let answer = password_step(&client, "n.zilver@dewilg.example", "paard accu nietje correct").await;
    assert_eq!(answer.url, "/account", "{}", answer.content());
    assert!(!answer.content().contains("Uitzetten kan niet"), "it is still off: {}", answer.content());
    assert!(page(&client, "/learners").await.url.starts_with("/account"), "nothing else before it is set up");
    let shown = client.submit(&answer.form("/account/totp").unwrap()).await.unwrap();
    let secret = shown.texts("code").into_iter().find(|text| text.len() == 39).unwrap();
    let done =
        client.submit(&shown.form("/account/totp/confirm").unwrap().set("code", world.code(&secret))).await.unwrap();
    assert_eq!(done.texts(".codes code").len(), 10);
    assert_eq!(page(&client, "/").await.url, "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_link_says_so_and_a_new_one_comes() {
    // 0-11, 0-15, trap 2 to 4
    let world = World::start().await;
    let link = invite(&world, "n.zilver@dewilg.example", "Nina").await;
    world.advance(SignedDuration::from_hours(120));
    let client = world.anonymous();
    let dead = page(&client, &link).await;
    assert_eq!((dead.status.as_u16(), dead.title()), (410, "Deze link is te oud".into()));
    client.submit(&dead.form("/new-link").unwrap()).await.unwrap();
    let mailbox = world.stack.aws.mailbox();
    let newer = mailbox
        .wait_for("n.zilver@dewilg.example", |mail| {
            mail.link("/activate/").is_some_and(|other| !other.ends_with(&link))
        })
        .await
        .expect("a new mail");
    let newer = newer.link("/activate/").unwrap().strip_prefix(world.stack.url.as_str()).unwrap().to_owned();
    assert_eq!(page(&client, &newer).await.status, 200);
    assert_eq!(page(&client, &link).await.title(), "Er is een nieuwere link");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_elsewhere_already_accepts_with_the_own_password_and_chooses_where_to_work() {
    let world = World::start().await;
    let account = world
        .stack
        .accounts
        .iter()
        .find(|account| account.licence != "WILG" && account.totp_secret.is_some())
        .unwrap()
        .clone();
    let link = invite(&world, &account.email, "Anders").await;
    let client = world.anonymous();
    let form = page(&client, &link).await.form(&link).unwrap();
    let secret = account.totp_secret.clone().unwrap();
    let wrong = client.submit(&form.set("password", "paard accu nietje correct").set("code", "123456")).await.unwrap();
    assert_eq!(wrong.status, 422);
    let form = wrong.form(&link).unwrap().set("password", &account.password).set("code", world.code(&secret));
    let done = client.submit(&form).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=joined", "{}", done.content());
    world.advance(SignedDuration::from_secs(60));
    let form = password_step(&client, &account.email, &account.password).await.form("/sign-in/code").unwrap();
    let choice = client.submit(&form.set("code", world.code(&secret))).await.unwrap();
    assert_eq!(choice.texts("input[name=licence]").len(), 2, "{}", choice.content());
    let form = choice
        .form("/sign-in/licence")
        .unwrap()
        .set("licence", choice.attribute("input[name=licence]", "value").unwrap());
    let done = client.submit(&form).await.unwrap();
    assert_eq!(done.url, "/", "{}", done.content());
    // Beside the way at the top of every page, the account names each licence.
    let forms = page(&client, "/account").await.forms("/sign-in/licence");
    let elsewhere = forms.into_iter().find(|form| form.value("licence").is_some()).unwrap();
    assert_eq!(client.submit(&elsewhere).await.unwrap().url, "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_by_link_ends_sessions_and_signs_nobody_in() {
    let world = World::start().await;
    let (email, password) = without_totp(&world);
    let there = world.sign_in(&email, &password, None).await;
    let client = world.anonymous();
    let mut told = Vec::new();
    for address in ["niemand@dewilg.example", email.as_str()] {
        let form = page(&client, "/reset").await.form("/reset").unwrap().set("email", address);
        told.push(client.submit(&form).await.unwrap().content());
    }
    assert_eq!(told[0], told[1]);
    let link = world.link_to(&email, "/reset/").await;
    let form = page(&client, &link).await.form(&link).unwrap().set("password", "paard accu nietje correct");
    let done = client.submit(&form).await.unwrap();
    assert_eq!(done.url, "/sign-in?done=reset", "{}", done.content());
    assert_eq!(client.cookie("__Host-session"), None);
    assert!(page(&there, "/account").await.url.starts_with("/sign-in"));
    assert_eq!(page(&client, &link).await.status, 410);
    assert_eq!(password_step(&client, &email, &password).await.status, 422);
    world.sign_in(&email, "paard accu nietje correct", None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_failures_lock_and_the_owner_hears_of_it() {
    let world = World::start().await;
    let (email, password) = without_totp(&world);
    let client = world.anonymous();
    let form = page(&client, "/sign-in").await.form("/sign-in").unwrap().set("email", &email);
    for _ in 0..100 {
        world.advance(SignedDuration::from_mins(16));
        assert_eq!(client.submit_only(&form.clone().set("password", "niet het wachtwoord")).await.unwrap().status, 422);
    }
    world.advance(SignedDuration::from_mins(16));
    assert_eq!(password_step(&client, &email, &password).await.status, 422, "locked");
    let told = world.stack.aws.mailbox().to(&email).into_iter().filter(|mail| mail.text.contains("op slot")).count();
    assert!(told <= 1, "told once");
    world
        .stack
        .aws
        .mailbox()
        .wait_for(&email, |mail| mail.text.contains("op slot"))
        .await
        .expect("a mail about the lock");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_the_session_ended_is_offered_and_carried_out_once() {
    let world = World::start().await;
    let admin = world
        .stack
        .accounts
        .iter()
        .find(|account| account.licence == "WILG" && account.role == "Beheerder")
        .unwrap()
        .clone();
    let client = world.signed_in(&admin.email).await;
    let form = page(&client, "/staff/new").await.form("/staff/check").unwrap();
    let check = client
        .submit(
            &form
                .set("call_name", "Nina")
                .set("family_name", "Zilver")
                .set("email", "n.zilver@dewilg.example")
                .set("role", "coordinator")
                .set("reason", "nieuwe ib'er"),
        )
        .await
        .unwrap();
    let form = check.form("/staff").unwrap();
    world.advance(SignedDuration::from_mins(31));
    let asked = client.submit(&form).await.unwrap();
    assert!(asked.url.starts_with("/sign-in?next="), "{}", asked.url);
    let sign_in = asked.form("/sign-in").unwrap().set("email", &admin.email).set("password", &admin.password);
    let code = client
        .submit(&sign_in)
        .await
        .unwrap()
        .form("/sign-in/code")
        .unwrap()
        .set("code", world.code(admin.totp_secret.as_deref().unwrap()));
    let offered = client.submit(&code).await.unwrap();
    assert_eq!(offered.title(), "Wat je typte is bewaard", "{}", offered.url);
    assert!(offered.content().contains("n.zilver@dewilg.example"), "it shows what was typed: {}", offered.content());
    let done = client.submit(&offered.form("/staff").unwrap()).await.unwrap();
    assert!(done.url.starts_with("/staff/"), "{} {}", done.url, done.content());
    assert_eq!(page(&client, "/sign-in").await.url, "/", "the draft is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_is_proved_again_and_leads_back() {
    let world = World::start().await;
    let (email, password, secret) = with_totp(&world);
    let client = world.sign_in(&email, &password, Some(&secret)).await;
    let before = client.cookie("__Host-session").unwrap();
    world.advance(SignedDuration::from_mins(16));
    let form = page(&client, "/account/step-up?next=%2Faccount").await.form("/account/step-up").unwrap();
    let done = client.submit(&form.set("code", world.code(&secret))).await.unwrap();
    assert_eq!(done.url, "/account", "{}", done.content());
    client.set_cookie("__Host-session", &before);
    assert!(page(&client, "/account").await.url.starts_with("/sign-in"), "the id of before is worth nothing");
}
