// Here lives a person's own copy of a draft: saved to a plain file from this device, and read back as typed changes.

import { button, element } from "./elements.js";
import { sectionOf } from "./input-names.js";
import { counted, countedPhotos } from "./operations.js";
import { DeviceError } from "./vault.js";

const SORT = "formspec-copy";
const NOT_ONE = "This file is no copy of a form that was saved here. Choose another.";
const ANOTHER = "This is a copy of another draft of this form, and may be about something else.";
const READ = "The copy was read. Look at the sections: what it holds stands in them.";
const OTHER = "This is a copy of another form, so nothing was read from it.";
const NOTHING = "The copy holds nothing that is not here.";
const NO_ANSWER = "The copy holds no answer that is not here.";
const REASONS = "Why a warning may stand is not read back. With a connection, write it again under Check your answers. The copy says:";
const REASON = /(?:^|\.)checks\.[^.]+$/;

/**
 * Show the place for copies of a draft, and do what it offers: `now` gives {draft, entries} as they stand by then, `enter`
 * takes answers as if they were typed, and what is known of the draft then, and comes back when they are kept. `isTyped`
 * says of a name that it is entered on a page.
 */
export function showCopies({ vault, now, enter, isTyped }) {
  const place = document.getElementById("copies");
  const told = document.getElementById("copies-told");
  const file = document.getElementById("copy-file");
  place.hidden = false;
  place.querySelector("[data-copies]").addEventListener("click", async () => {
    const { draft, entries } = await now();
    download(copyOf(draft, entries), nameOf(draft));
    const left = leftOut(await vault.photos(draft.draft).all());
    told.textContent = `The copy is saved, where this browser keeps downloads. It is not encrypted. ${left}`;
  });
  const say = (fault) => { told.textContent = fault instanceof DeviceError ? fault.message : NOT_ONE; };
  const read = async (found, draft) => {
    await enter(Object.entries(found.changed).map(([name, text]) => ({ [name]: text })), draft);
    told.replaceChildren(element("p", READ), ...notRead(found));
  };
  file?.addEventListener("change", async () => {
    try {
      const { draft, entries } = await now();
      const found = changesIn(await file.files[0].text(), draft, entries, isTyped);
      if (!Object.keys(found.changed).length) {
        const left = notRead(found);
        told.replaceChildren(element("p", left.length ? NO_ANSWER : NOTHING), ...left);
      } else if (found.isOther || found.over) {
        ask(told, found, () => read(found, draft), say);
      } else {
        await read(found, draft);
      }
    } catch (fault) {
      say(fault);
    }
    file.value = "";
  });
}

/** Ask whether a copy is to be read that is of another draft, or says something else than what stands. */
function ask(told, { changed, isOther, over }, read, say) {
  const count = Object.keys(changed).length;
  const actions = element("div", "", { className: "actions" });
  const leave = button("Read nothing", () => told.replaceChildren(), say);
  actions.append(leave, button("Read it into this form", read, say));
  const words = [
    isOther && ANOTHER,
    `It would set ${counted(count, "answer", "answers")} here.`,
    over && `${counted(over, "of them stands", "of them stand")} here with other words, which it would replace.`,
  ];
  told.replaceChildren(element("p", words.filter(Boolean).join(" ")), actions);
  leave.focus();
}

/** What is said of what a copy holds and is not read back, with the words of reasons. */
function notRead({ reasons, shut }) {
  const list = element("ul");
  list.append(...reasons.map((text) => element("li", text)));
  const sections = counted(shut, "answer is of a section", "answers are of sections");
  return [
    ...(shut ? [element("p", `${sections} that cannot be filled in here now, and not read.`)] : []),
    ...(reasons.length ? [element("p", REASONS), list] : []),
  ];
}

/** What a copy says of photos that are not sent yet, which are not in it. */
export const leftOut = (photos) =>
  (photos.length ? `Not in it: ${countedPhotos(photos)}, kept on this device until sent.` : "");

/** The name of the file of a copy. */
export const nameOf = ({ form, draft }) => `${form}-copy-${draft}.json`;

/** The text of a copy: the form, its version, and every entry as it was typed. */
export function copyOf({ draft, form, version, revision }, entries) {
  return JSON.stringify({ [SORT]: 1, draft, form, version, revision, saved: new Date().toISOString(), entries }, null, 2);
}

/**
 * What a copy holds otherwise than the entries that stand: {changed, over, isOther, reasons, shut}. `changed` is what can be
 * entered here, by name; `over` counts those in whose place something stands; `reasons` the words why warnings may stand, which only the page of checking takes; `shut` counts the inputs
 * of sections that have no page on this device; and `isOther` says that it is of another draft. What is of files, which only
 * the server can add, and what seals a part is left out. Throws a DeviceError when it is no copy of the form.
 */
export function changesIn(text, { draft, form, version, shells }, entries, isTyped) {
  const copy = JSON.parse(text);
  if (copy?.[SORT] !== 1 || typeof copy.entries !== "object" || !Object.values(copy.entries).every((each) => typeof each === "string")) {
    throw new DeviceError(NOT_ONE);
  }
  if (copy.form !== form || copy.version !== version) {
    throw new DeviceError(OTHER);
  }
  const differing = Object.entries(copy.entries).filter(([name, typed]) => typed !== (entries[name] ?? ""));
  const typed = differing.filter(([name]) => isTyped(name));
  const isOpen = ([name]) => name.startsWith("--") || `/drafts/${draft}/sections/${sectionOf(name)}` in shells;
  const changed = typed.filter(isOpen);
  return {
    changed: Object.fromEntries(changed),
    over: changed.filter(([name]) => entries[name]).length,
    isOther: copy.draft !== draft,
    reasons: differing.filter(([name, reason]) => REASON.test(name) && reason).map(([, reason]) => reason),
    shut: typed.filter((each) => !isOpen(each)).length,
  };
}

/** Let the browser save a text as a file. */
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
