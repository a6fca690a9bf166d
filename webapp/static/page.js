// Comforts for a page with scripts: focus goes to what needs correcting, unsaved typing is not left unasked where it is not
// saved by itself, and a form that is sent twice by a double click is sent once.
const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
}

const form = document.querySelector("form[data-typing]");
if (form) {
  let unsaved = form.dataset.typing === "unsaved";
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => {
      if (unsaved && !form.dataset.saving) {
        event.preventDefault();
      }
    });
  }
}

for (const each of document.forms) {
  each.addEventListener("submit", (event) => {
    if (each.dataset.sent) {
      event.preventDefault();
    }
    each.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const each of document.forms) {
    delete each.dataset.sent;
  }
});
