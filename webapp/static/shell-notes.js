// Here lives the page of notes on this device: each is filed under a question, taken out of its answer again, or removed. An
// answer and where a note is filed are one change. What filing makes of an answer lives in `filing.js`.

import { button, element, sayIn, standIn } from "./elements.js";
import { filingOf, notesIn, sectionOf } from "./input-names.js";
import { withLine } from "./lines.js";
import { asItStands, counted } from "./operations.js";
import { begin, keepSaying, say } from "./shell-page.js";

const SELECT = "Select the question that the note belongs to.";
const NO_BOX = "That question has no box of this sort for words: choose another question, or another box.";
const NO_ROOM = (longest) => `There is not enough room in that box: it takes ${longest.toLocaleString("en-GB")} characters. Shorten the note or the answer first.`;
const CLASH = "Somebody else changed that answer or this note too. Open the section, and choose first what should stay.";
const MOVED = "This changed meanwhile in another tab, so nothing was done. Look at what stands here now.";
const DONE = { file: "The note is filed.", undo: "The note is not filed any more.", remove: "The note is removed." };
const LOOK = "Its words were changed in the answer since, so they were not taken out of it. Look at the answer yourself.";
const EARLIER = "an answer of an earlier version";
const SHUT = "Its section cannot be filled in on this device now, so it cannot be taken out here.";
const LONGEST_NAME = 60;

begin(async (page) => {
  const { place, vault, rules } = page;
  const filing = await import(place.dataset.filing);
  const told = document.getElementById("told");
  const items = new Map();
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
    for (const [id, notes] of [["open-notes", open], ["filed-notes", filed]]) {
      standIn(document.getElementById(id), notes.map((note) => itemOf(note, now)));
    }
  };

  /** The item of a note; one that reads as it did is the same, so that nothing that is chosen in it is lost. */
  function itemOf(note, now) {
    const key = keyOf(note) + Boolean(now.placeOf(note.filed)?.isOpen);
    const before = items.get(note.name);
    const item = before?.key === key ? before.item : made(note, now);
    items.set(note.name, { key, item });
    return item;
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
      item.append(form, button("Remove this note", () => act(note, "remove", () => ({ group: { [note.name]: "" } })), say));
    }
    item.querySelectorAll(":scope > button").forEach((each) => each.append(element("span", `: ${short(note.text)}`, { className: "visually-hidden" })));
    return item;
  }

  /** What is to be done with a note as it stands at this moment, as {group}, or why it cannot be, as {wrong}. */
  const askedOf = async (note, groupOf) => {
    const now = await look();
    const stands = now.notes.find(({ name }) => name === note.name);
    const found = stands && keyOf(stands) === keyOf(note) ? groupOf(now) : { wrong: MOVED };
    return found.group && (await isClashing(vault, known, found.group)) ? { wrong: CLASH } : found;
  };

  /** Do something with a note; gives why it was not done, "" when it was, and what the page says over its notes then. */
  async function act(note, what, groupOf) {
    let found = await askedOf(note, groupOf);
    if (found.group) {
      await withLine(vault, known, async (outbox) => {
        found = await askedOf(note, groupOf);
        await (found.group && keep(outbox, note, found.group));
        await show();
        sayIn(told, found.wrong ?? [DONE[what], found.more].filter(Boolean).join(" "));
        told.focus();
      });
      await again();
    } else if (what !== "file" || found.wrong === MOVED) {
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

const short = (text) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME).trimEnd()}…` : text);

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

/** Whether somebody has to choose first what should stay of something that is to be changed. */
async function isClashing(vault, { draft }, group) {
  const waiting = await vault.operations(draft).all();
  return waiting.some(({ theirs, answers }) => theirs && Object.keys(group).some((name) => name in answers));
}
