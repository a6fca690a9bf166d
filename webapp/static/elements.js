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

/**
 * Let elements stand in a place, in their order. Those that stand there already, and those that look just like them, are left
 * alone, so that nothing loses focus or is read out once more; so none may do anything that the one there does not.
 */
export function standIn(place, elements) {
  const there = [...place.children];
  const left = there.filter((each) => !elements.includes(each));
  const wanted = elements.map((each) => {
    const like = there.includes(each) ? -1 : left.findIndex((old) => old.isEqualNode(each));
    return like < 0 ? each : left.splice(like, 1)[0];
  });
  left.forEach((each) => each.remove());
  wanted.forEach((each, at) => each === place.children[at] || place.insertBefore(each, place.children[at] ?? null));
}

/** Let words stand in an element, which is left alone where they stand there already. */
export function sayIn(place, words) {
  if (place.textContent !== words) {
    place.textContent = words;
  }
}

/** Let words stand in an element that end with a link; they are left alone where they stand there already. */
export function leadIn(place, words, to, href) {
  if (place.textContent !== words + to || place.querySelector("a")?.getAttribute("href") !== href) {
    place.replaceChildren(words, element("a", to, { href }));
  }
}

/** A button that does something when it is pressed; what goes wrong then is told to `failed`. */
export function button(words, act, failed) {
  const made = element("button", words, { type: "button", className: "button second" });
  made.addEventListener("click", () => Promise.resolve().then(act).catch(failed));
  return made;
}
