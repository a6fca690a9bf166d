// Here lives that a declaration counts for the words that were read: when they change on the page, its box is cleared, and
// it says why until it is ticked again. It says so, too, where what was saved came first and had cleared the box.

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
      const before = read.get(box.name) ?? { words, isTicked: false };
      read.set(box.name, { words, isTicked: box.checked });
      return before.words !== words && (before.isTicked || box.checked);
    });
    const ticked = changed.filter(({ checked }) => checked);
    for (const box of changed) {
      box.checked = false;
      tell(box, again);
    }
    return ticked.length > 0;
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
