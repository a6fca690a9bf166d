// Here lives the box to write in as the browser has it: a textarea, in which a place is counted in characters.
//
// A box has text(), set(text), change({start, end, text}), goTo(line, column), at(), mark(problems), changed(act) and
// moved(act). The same are in ace-box.js.

export function plainBox(form) {
  const area = form.elements.text;
  const acts = [];

  function change({ start, end, text }) {
    area.setRangeText(text, start, end, "end");
    acts.forEach((act) => act());
  }

  return {
    text: () => area.value,
    set: (text) => change(difference(area.value, text)),
    change,
    goTo(line, column) {
      const place = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
      area.focus();
      area.setSelectionRange(place, place);
    },
    at() {
      const before = area.value.slice(0, area.selectionStart).split("\n");
      return { line: before.length, column: before.at(-1).length + 1 };
    },
    mark() {},
    changed(act) {
      acts.push(act);
      area.addEventListener("input", act);
    },
    moved(act) {
      area.addEventListener("keyup", () => act(area.value.slice(0, area.selectionStart).split("\n").length));
      area.addEventListener("click", () => act(area.value.slice(0, area.selectionStart).split("\n").length));
    },
  };
}

// Returns what makes one text of another: the first character that goes, the one behind the last, and what comes there.
export function difference(old, now) {
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) {
    start += 1;
  }
  let same = 0;
  while (same < least - start && old[old.length - 1 - same] === now[now.length - 1 - same]) {
    same += 1;
  }
  return { start, end: old.length - same, text: now.slice(start, now.length - same) };
}
