// Here lives the page of notes on this device: each is changed, filed under a question, taken out of its answer again, or
// removed. An answer and where a note is filed are one change, and so are a note's own words with that it is filed nowhere.
// What filing makes of an answer lives in `filing.js`.

import { button, element, sayIn, standIn } from "./elements.js";
import { filingOf, NOTES, notesIn, sectionOf } from "./input-names.js";
import { withLine } from "./lines.js";
import { asItStands, counted } from "./operations.js";
import { prepareBoxes, short } from "./note-boxes.js";
import { begin, keepSaying, say } from "./shell-page.js";

const SELECT = "Select the question that the note belongs to.";
const NO_BOX = "That question has no box of this sort for words: choose another question, or another box.";
const NO_ROOM = (longest) => `There is not enough room in that box: it takes ${longest.toLocaleString("en-GB")} characters. Shorten the note or the answer first.`;
const CLASH = "Somebody else changed that answer or this note too. Open the section, and choose first what should stay.";
const MOVED = "This changed meanwhile in another tab, so nothing was done. Look at what stands here now.";
const LATE = "This note was filed, or removed, while you wrote here. Your words are in the box, and can be kept as another note.";
const DONE = {
  file: "The note is filed.",
  undo: "The note is not filed any more.",
  change: "The note is saved.",
  remove: "The note is removed.",
  back: "The note is back.",
  another: "Your words are kept as another note.",
};
/** What makes a note that does not stand. */
const NEW = ["back", "another"];
/** What says why it was not done where it was asked for, and not over the notes. */
const AT_ITS_PLACE = ["file", "change"];
const LOOK = "Its words were changed in the answer since, so they were not taken out of it. Look at the answer yourself.";
const EARLIER = "an answer of an earlier version";
const SHUT = "Its section cannot be filled in on this device now, so it cannot be taken out here.";

begin(async (page) => {
  const { place, vault, rules } = page;
  const [filing, { freshId }] = await Promise.all([import(place.dataset.filing), import(place.dataset.filling)]);
  const told = document.getElementById("told");
  const items = new Map();
  const removed = new Map();
  const boxes = prepareBoxes();
  let known = page.draft;

  /**
   * What is known, what stands by now, the questions that take words in sections that are on this device, and every answer
   * that a note may be filed under, `isOpen` where its section is.
   */
  const look = async () => {
    const { draft, entries } = await asItStands(vault, known);
    known = draft;
    const isOpen = (name) => place.dataset.sections + sectionOf(name) in draft.shells;
    const questions = filing.questionsTaking(rules.program, entries, rules.today).filter(({ address }) => isOpen(address));
    const all = filing.placesIn(rules.program, entries, rules.today);
    const placeOf = (name) => (all.has(name) ? { ...all.get(name), isOpen: isOpen(name) } : null);
    return { entries, notes: notesIn(entries), questions, placeOf };
  };
  const show = async () => {
    const now = await look();
    const [open, filed] = [now.notes.filter((note) => !note.filed), now.notes.filter((note) => note.filed)];
    sayIn(document.getElementById("open-title"), open.length ? `Notes that belong to no question yet (${open.length})` : "Every note is filed");
    sayIn(document.getElementById("filed-title"), `Filed (${filed.length})`);
    document.getElementById("filed").hidden = !filed.length;
    const isThere = ({ name }) => now.notes.some((note) => note.name === name);
    const late = boxes.typed().filter((name) => !open.some((note) => note.name === name));
    standIn(document.getElementById("open-notes"), [
      ...open.map((note) => itemOf(note, now)),
      ...late.map((name) => sameItem(`late ${name}`, "", () => lateItem(name))),
      ...[...removed.values()].filter((note) => !isThere(note)).map(removedItem),
    ]);
    standIn(document.getElementById("filed-notes"), filed.map((note) => itemOf(note, now)));
  };

  /** An item under a name; one that reads as it did, as its key says, is the same, so that nothing that is chosen in it is lost. */
  function sameItem(name, key, make) {
    const before = items.get(name);
    const item = before?.key === key ? before.item : make();
    items.set(name, { key, item });
    return item;
  }

  function itemOf(note, now) {
    items.delete(`late ${note.name}`);
    return sameItem(note.name, keyOf(note) + Boolean(now.placeOf(note.filed)?.isOpen), () => made(note, now));
  }

  function made(note, now) {
    const item = element("li", "", { id: note.name });
    item.append(element("p", note.text, { className: "words" }));
    if (note.filed) {
      const there = now.placeOf(note.filed);
      item.append(whereOf(place, note, there));
      item.append(...(there?.isOpen ? [button("Take it out again", () => act(note, "undo", (fresh) => takenOut(filing, fresh, note)), say)] : []));
    } else {
      const form = formFor(place, note, now.questions, (chosen) => act(note, "file", (fresh) => filed(filing, fresh, note, chosen)));
      const words = boxes.boxFor(note, (text) => act(note, "change", () => wordsOf(note, text), () => boxes.kept(note.name, text)), say);
      item.append(form, words, button("Remove this note", () => act(note, "remove", () => wordsOf(note, ""), () => removed.set(note.name, note)), say));
    }
    item.querySelectorAll(":scope > button").forEach((each) => each.append(element("span", `: ${short(note.text)}`, { className: "visually-hidden" })));
    return item;
  }

  /** The item of what was typed in the box of a note that was filed, or removed, meanwhile. */
  function lateItem(name) {
    const item = element("li");
    const another = { name: `${NOTES}.${freshId()}`, filed: "" };
    const keepAnother = (text) => act({ ...another, text }, "another", () => wordsOf(another, text), () => boxes.kept(name, text));
    item.append(element("p", LATE), boxes.boxFor({ name, text: "" }, keepAnother, say));
    return item;
  }

  /** The item of a note that was removed on this page. */
  function removedItem(note) {
    const item = element("li");
    const undo = button("Undo", () => act(note, "back", () => wordsOf(note, note.text), () => removed.delete(note.name)), say);
    undo.append(element("span", ` the removal: ${short(note.text)}`, { className: "visually-hidden" }));
    item.append(element("p", note.text, { className: "words quiet" }), element("p", "Removed.", { className: "quiet" }), undo);
    return item;
  }

  /** What is to be done with a note as it stands at this moment, as {group}, or why it cannot be, as {wrong}. */
  const askedOf = async (note, groupOf, isNew) => {
    const now = await look();
    const stands = now.notes.find(({ name }) => name === note.name);
    const isAsShown = isNew ? !stands : stands && keyOf(stands) === keyOf(note);
    const found = isAsShown ? groupOf(now) : { wrong: MOVED };
    return found.group && (await isClashing(vault, known, found.group)) ? { wrong: CLASH } : found;
  };

  /**
   * Do something with a note; gives why it was not done, "" when it was, and what the page says over its notes then. `done` is
   * called once it is kept.
   */
  async function act(note, what, groupOf, done = () => {}) {
    const isNew = NEW.includes(what);
    let found = await askedOf(note, groupOf, isNew);
    if (found.group) {
      await withLine(vault, known, async (outbox) => {
        found = await askedOf(note, groupOf, isNew);
        if (found.group) {
          await keep(outbox, note, found.group);
          done();
        }
        await show();
        sayIn(told, found.wrong ?? [DONE[what], found.more].filter(Boolean).join(" "));
        told.focus();
      });
      await again();
    } else if (!AT_ITS_PLACE.includes(what) || found.wrong === MOVED) {
      await show();
      sayIn(told, found.wrong);
      told.focus();
    }
    return found.wrong ?? "";
  }

  /** Keep a change on the device, with the words of its note where others know them: nobody's change of them is missed then. */
  async function keep(outbox, note, group) {
    const isKnown = known.entries[note.name] === note.text && !(note.name in group);
    await outbox.change([isKnown ? { ...group, [note.name]: note.text } : group], { isPaused: false });
    if (outbox.storeFault) {
      throw outbox.storeFault;
    }
  }

  await show();
  const { again } = keepSaying(page, show);
});

const keyOf = ({ name, text, filed }) => JSON.stringify([name, text, filed]);

/** Where a note is filed, with the way there, or why there is none; `there` is null where the form has no such answer now. */
function whereOf(place, { filed }, there) {
  const line = element("p", "Filed under ", { className: "quiet" });
  if (!there) {
    line.append(EARLIER);
    return line;
  }
  const heading = JSON.parse(document.getElementById("headings").textContent)[there.template];
  const { lang, sections } = place.dataset;
  const href = there.isOpen && { href: `${sections}${sectionOf(filed)}#${filed}` };
  line.append(element(href ? "a" : "span", heading ? `${there.words} (${heading})` : there.words, { ...href, ...(lang && { lang }) }));
  line.append(href ? "" : `. ${SHUT}`);
  return line;
}

/** The form by which a note is filed; `file` is given {question, role}, and gives why it was not. */
function formFor(place, note, questions, file) {
  const found = document.getElementById("filing").content.firstElementChild.cloneNode(true);
  const [form, select, wrong] = ["form", "select", ".error"].map((each) => found.querySelector(each));
  const id = note.name.split(".")[1];
  found.querySelector("summary span").append(`: ${short(note.text)}`);
  select.id = `question-${id}`;
  wrong.id = `wrong-${id}`;
  select.setAttribute("aria-describedby", wrong.id);
  found.querySelector(".field > label").htmlFor = select.id;
  form.querySelectorAll(".option").forEach((option, at) => {
    const [radio, label] = option.children;
    Object.assign(radio, { id: `as-${radio.value}-${id}`, name: `as-${id}`, checked: at === 0 });
    label.htmlFor = radio.id;
  });
  for (const [section, listed] of Map.groupBy(questions, ({ address }) => sectionOf(address))) {
    const { lang } = place.dataset;
    const group = element("optgroup", "", { label: place.querySelector(`li[data-section="${section}"]`)?.textContent ?? "", ...(lang && { lang }) });
    group.append(...listed.map(({ address, words }) => element("option", words, { value: address })));
    select.append(group);
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = { question: select.value, role: form.querySelector("input:checked").value };
    try {
      sayIn(wrong, await file(chosen));
      select.setAttribute("aria-invalid", String(wrong.textContent !== ""));
      if (wrong.textContent) {
        select.focus();
      }
    } catch (fault) {
      say(fault);
    }
  });
  return found;
}

/** What makes a note part of an answer, as {group}, or why it cannot be, as {wrong}. */
function filed({ joined, isTooLong }, { entries, questions }, note, { question, role }) {
  const found = questions.find(({ address }) => address === question);
  const box = found?.boxes[role];
  if (!box) {
    return { wrong: question ? NO_BOX : SELECT };
  }
  const text = joined(box.kind, entries[box.name] ?? "", note.text);
  return isTooLong(text, box) ? { wrong: NO_ROOM(box.longest) } : { group: { [box.name]: text, [filingOf(note.name)]: box.name } };
}

/** What makes a note one that is not filed; where its words stand in the answer no more, the answer stays. */
function takenOut({ without }, { entries, placeOf }, note) {
  const there = placeOf(note.filed);
  if (!there?.isOpen) {
    return { wrong: SHUT };
  }
  const stands = entries[note.filed] ?? "";
  const rest = without(there.kind, stands, note.text);
  return { group: { [note.filed]: rest ?? stands, [filingOf(note.name)]: "" }, more: rest === null ? LOOK : "" };
}

/** What changes the words of a note that is filed nowhere, "" to remove it, as {group}. */
const wordsOf = ({ name }, text) => ({ group: { [name]: text, [filingOf(name)]: "" } });

/** Whether somebody has to choose first what should stay of something that is to be changed. */
async function isClashing(vault, { draft }, group) {
  const waiting = await vault.operations(draft).all();
  return waiting.some(({ theirs, answers }) => theirs && Object.keys(group).some((name) => name in answers));
}
