// Here lives that a declaration counts for the words that were read: when they change on the page, its box is cleared, and
// it says why until it is ticked again.

const AGAIN = "This reads otherwise now, because of your answers. Read it again, and tick the box if it is right.";

/**
 * Watch a form's declarations, which `find` looks up. Gives a function that clears the boxes whose words have changed, and
 * says whether any did.
 */
export function prepareDeclared(find, again = AGAIN) {
  const read = new Map();

  return function clear() {
    const changed = find("declarations", boxesIn).filter((box) => {
      const words = box.labels[0].textContent;
      const isOther = read.has(box.name) && read.get(box.name) !== words;
      read.set(box.name, words);
      return isOther && box.checked;
    });
    for (const box of changed) {
      box.checked = false;
      tell(box, again);
    }
    return changed.length > 0;
  };
}

const boxesIn = (form) => form.querySelectorAll("input[data-declares]");

function tell(box, again) {
  const said = document.createElement("p");
  said.className = "warning";
  said.setAttribute("role", "status");
  said.textContent = again;
  box.closest(".option").after(said);
  box.addEventListener("change", () => said.remove(), { once: true });
}
