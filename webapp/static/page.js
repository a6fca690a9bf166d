// Two comforts for a page with scripts: focus goes to what needs correcting, and unsaved typing is not left unasked.
const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
}

const form = document.querySelector("form[data-typing]");
if (form) {
  let unsaved = form.dataset.typing === "unsaved";
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) {
      event.preventDefault();
    }
  });
}
