// Takes the keyboard through the row of a reference: into its first box, on by Enter, and out of the last one by saving.
const form = document.querySelector("form[data-row]");
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

if (form) {
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
