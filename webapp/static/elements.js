// Here lives the making of elements for pages that scripts fill in. Words go in as text alone.

/** An element with a text in it, and what else it has, by the names that scripts know. */
export function element(tag, text = "", has = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(has)) {
    made[name] = value;
  }
  return made;
}

/** A button that does something when it is pressed; what goes wrong then is told to `failed`. */
export function button(words, act, failed) {
  const made = element("button", words, { type: "button", className: "button second" });
  made.addEventListener("click", () => Promise.resolve().then(act).catch(failed));
  return made;
}
