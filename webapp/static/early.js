// Holds the submitting of a form back until the script is there that looks at what of it waits on this device. It is loaded
// before anything on the page can be pressed. Where that script does not come, the page says what is not known, and the button
// submits what the server has.
let pressed = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-submits]") && document.body.dataset.key && !form.dataset.looks) {
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = { form, submitter: event.submitter };
  }
}, true);

document.addEventListener("looks", () => {
  letGo();
  pressed?.form.requestSubmit(pressed.submitter);
});

document.addEventListener("error", ({ target }) => {
  if (target.matches?.("script[type=module]")) {
    letGo();
    document.getElementById("not-looked")?.removeAttribute("hidden");
  }
}, true);

function letGo() {
  document.querySelectorAll("form[data-submits]").forEach((form) => { form.dataset.looks = "yes"; });
}
