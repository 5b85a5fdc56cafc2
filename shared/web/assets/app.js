// Comfort only: every page works without this file.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  const show = button.textContent;
  const reveal = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hide : show;
  };
  button.hidden = false;
  button.addEventListener("click", () => reveal(input.type === "password"));
  // A browser must never remember a password as plain text.
  input.form?.addEventListener("submit", () => reveal(false));
}

// Leaving a form with something typed asks first, once anything in it differs from what is saved.
let unsaved = document.querySelector("body.staff .error-summary") !== null;
for (const form of document.querySelectorAll("body.staff main form[method=post]")) {
  form.addEventListener("input", () => { unsaved = true; });
}
// Any form that is sent, also the one for signing out, says by itself what happens to the rest.
document.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
