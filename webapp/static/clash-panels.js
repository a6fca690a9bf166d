// Here lives what a page shows where two people changed one answer: both texts, at the answer, and the choice between them.

import { isBox, isFiling, isOfNote, wordsOf } from "./input-names.js";
import { isOwn } from "./operations.js";

const NOTHING = "Nothing";
const THE_NOTE = "The note";
const ANSWER = { title: "Somebody else changed this answer too.", mine: "Keep mine", theirs: "Take theirs" };
const HERE = { title: "You changed this answer in another window too.", mine: "Keep what is here", theirs: "Take the other text", yours: "Here, not saved yet:" };
const ROW = { title: "Somebody else took this away while you were writing in it.", mine: "Keep it", theirs: "Leave it out" };
const TAKEN = { title: "Somebody else wrote in this while you took it away.", mine: "Leave it out", theirs: "Keep it" };
const GONE = { title: "Somebody else took away what you were writing in.", mine: "", theirs: "Leave mine out" };
const REMOVED = { title: "Somebody else removed the file that this is about.", mine: "", theirs: "Leave mine out" };
const NOTE = { title: "Somebody else changed this answer too, or the note that you filed with it.", mine: "Keep mine", theirs: "Take theirs" };
const FILED = { title: "Somebody else filed the same note with another answer, where its words are.", mine: "Have them here too", theirs: "Leave them out here" };
const FILED_WITH_MORE = { title: "Somebody else filed the same note with another answer, where its words are. Here, this answer differs in more.", mine: "Keep mine, with them here too", theirs: "Take theirs" };

/** Give a function that shows the clashes that there are; `decide(name, isMine, both)` is told each choice. */
export function prepareClashes(form, inputs, decide) {
  const shown = new Map();
  const inputOf = ({ names }) => names.map((name) => firstOf(inputs.named(name))).find(Boolean);
  const saidOf = (clash) => noteWords(clash) ?? wordsFor(inputOf(clash), clash);

  return function show(clashes) {
    const open = new Map(clashes.map((clash) => [[saidOf(clash).title, ...clash.names].join(" "), clash]));
    for (const [key, panel] of shown) {
      if (!open.has(key)) {
        panel.root.remove();
        shown.delete(key);
      }
    }
    form.classList.toggle("clashing", open.size > 0);
    for (const [key, clash] of open) {
      const panel = shown.get(key) ?? place(clash);
      shown.set(key, panel);
      panel.clash = clash;
      fill(panel.who, `${clash.who || "Saved by somebody else"}:`);
      fill(panel.theirs, words(inputs, clash, clash.theirs));
      fill(panel.mine, words(inputs, clash, clash.answers));
    }
  };

  function place(clash) {
    const { names, between } = clash;
    const input = inputOf(clash);
    const said = saidOf(clash);
    const aside = import("./set-aside.js").catch(() => null);
    const about = names.some(isBox) && labelOf(input);
    const panel = build({ ...said, about, both: between && "Keep both" }, async (isMine, isBoth) => {
      const { answers, theirs } = panel.clash;
      decide(names[0], isMine, isBoth && together(theirs[names[0]], answers[names[0]], between));
      input?.focus();
      if (!isMine && around && (said === ANSWER || said === HERE)) {
        (await aside)?.offer(around, { names, answers, said: words(inputs, panel.clash, answers), inputs });
      }
    });
    const around = input?.closest("[data-file], .field, .tick, td, .question, [data-rowof]");
    if (around) {
      around.append(panel.root);
    } else {
      form.querySelector(".save-bar").before(panel.root);
    }
    return panel;
  }
}

/** Two texts one after the other; one that holds the other stands alone, as `webapp.pages.drafts.both` has it. */
const together = (theirs, mine, between) => [mine, theirs].find((each) => each.includes(theirs) && each.includes(mine)) ?? theirs + between + mine;

/** What a panel says of an answer that a note was filed with; null where none was. */
function noteWords({ names, answers, theirs }) {
  const filings = names.filter(isFiling);
  const elsewhere = filings.filter((name) => theirs[name] && !names.includes(theirs[name]));
  const isNoMore = (name) => squeezed(answers[name]) === squeezed(theirs[name], ...elsewhere.map((each) => answers[wordsOf(each)]));
  const filed = () => (names.filter((name) => !isOfNote(name)).every(isNoMore) ? FILED : FILED_WITH_MORE);
  return filings.length ? (elsewhere.length ? filed() : NOTE) : null;
}

/** Texts one behind the other, whatever is blank between their words. */
const squeezed = (...texts) => texts.join(" ").trim().replace(/\s+/g, " ");

/** What a panel says: of an answer, or of something that one of the two took away, with what stands in it. */
function wordsFor(input, clash) {
  if (clash.gone) {
    return REMOVED;
  }
  if (clash.names.every(isBox) || (input && input.type !== "hidden")) {
    return isOwn(clash) ? HERE : ANSWER;
  }
  return clash.names.some((name) => clash.answers[name]) ? (input ? ROW : GONE) : TAKEN;
}

function build(words, choose) {
  const root = element("div", "clash", { role: "group" });
  const title = element("p", "clash-title");
  title.textContent = words.about ? `${words.about}: ${words.title}` : words.title;
  root.setAttribute("aria-label", title.textContent);
  const list = element("dl", "conflict");
  const { name: who, text: theirs } = part(list, "");
  const { text: mine } = part(list, words.yours ?? "Yours, not saved yet:");
  root.append(title, list);
  if (words.mine) {
    root.append(button(words.mine, () => choose(true)), " ");
  }
  root.append(button(words.theirs, () => choose(false)));
  if (words.both) {
    root.append(" ", button(words.both, () => choose(true, true)));
  }
  return { root, who, theirs, mine };
}

function part(list, label) {
  const name = element("dt", "");
  name.textContent = label;
  const text = element("dd", "");
  list.append(name, text);
  return { name, text };
}

function button(label, act) {
  const made = element("button", "button second", { type: "button" });
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function element(tag, name, attributes = {}) {
  const made = document.createElement(tag);
  made.className = name;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function fill(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/**
 * An answer as it is read: the labels of what is chosen, and the texts, with their labels where there are several. The words
 * of a note that was filed with it are among them where somebody else changed those.
 */
function words(inputs, { names: all, answers, theirs }, texts) {
  const isChangedNote = (name) => !isFiling(name) && answers[name] !== theirs[name];
  const names = all.filter((name) => !isOfNote(name) || all.every(isOfNote) || isChangedNote(name));
  const said = names.filter((name) => texts[name] || isBox(name)).map((name) => {
    const input = inputs.named(name);
    if (isBox(name) && input?.options) {
      return textIn(input, texts[name]);
    }
    if (input?.type === "hidden" || names.some((each) => each.startsWith(`${name}.`))) {
      return "It stays";
    }
    if (input instanceof RadioNodeList) {
      return labelOf([...input].find((each) => each.value === texts[name])) || texts[name];
    }
    if (input?.type === "checkbox") {
      return labelOf(input) || texts[name];
    }
    const label = names.length > 1 ? (isOfNote(name) ? THE_NOTE : labelOf(input)) : "";
    return label ? `${label}: ${texts[name]}` : texts[name];
  });
  return said.join("\n") || NOTHING;
}

const textIn = ({ options }, value) => ([...options].find((each) => each.value === value)?.textContent ?? value).trim();

const labelOf = (input) => (input?.labels?.[0]?.textContent ?? "").trim().replace(/\s+/g, " ");

const firstOf = (input) => (input instanceof RadioNodeList ? input[0] : input);
