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

// Leaving asks first while a form holds what is not saved: typed here, or shown again in answer to a form that was not carried out.
const unsaved = new Set();
const typed = "textarea, select, input:not([type=hidden], [type=password], [type=file], [autocomplete=one-time-code])";
for (const form of document.querySelectorAll("body.staff main form[method=post]")) {
  const fields = form.querySelectorAll(typed);
  // A page on which something is checked first holds it in hidden fields, and says so.
  const holds = fields.length || "holds" in form.dataset;
  if (holds && "unsaved" in document.body.dataset) unsaved.add(form);
  for (const field of fields) field.addEventListener("input", () => unsaved.add(form));
}
// What is sent is in good hands; what another form on the page holds is not.
document.addEventListener("submit", (event) => { unsaved.delete(event.target); });
addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
