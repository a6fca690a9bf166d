// Takes the keyboard through the row of a reference: into its first box, on by Enter, and out of the last one by saving. The
// next reference may be gone to before that: what was typed is on its way once the box is left, and is waited for.
const form = document.querySelector("form[data-row]");
const TRIES = 30;
const PAUSE = 100;
const BOXES = "input:not([type=hidden]), select, textarea";

function boxes() {
  return [...form.querySelectorAll(BOXES)].filter((each) => each.checkVisibility());
}

function saves(event, at) {
  if (event.ctrlKey || event.metaKey) {
    return true;
  }
  return at === boxes().at(-1) && !event.shiftKey;
}

/** Go to another row once what was typed is kept; after a while the browser asks about what is not. */
function leave(reference, tries = TRIES) {
  if (!tries || window.dispatchEvent(new Event("leaving", { cancelable: true }))) {
    reference.submit();
  } else {
    setTimeout(() => leave(reference, tries - 1), PAUSE);
  }
}

if (form) {
  document.querySelector("form.key-in").addEventListener("submit", (event) => {
    event.preventDefault();
    leave(event.target);
  });
  if (!document.querySelector(".error-summary")) {
    boxes()[0]?.focus();
  }
  form.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key !== "Enter" || event.isComposing || !at.matches(BOXES)) {
      return;
    }
    if (saves(event, at)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (!at.matches("textarea")) {
      event.preventDefault();
      boxes()[boxes().indexOf(at) + 1]?.focus();
    }
  });
}
