// Here lives the page of a section while it is filled in: after every change the rules of the form are gone through again,
// and the page shows what they come to. Everything works without this script, too; then it takes a save to see it.
//
// The page gives, inside one form:
//   script#rules             {program, entries, today, section}, where the entries are what the other sections hold; a page
//                            with all sections on it gives "" for the section
//   data-asked="address"     around what is only asked sometimes: a question, a column's cell, a group, a row, a check
//   data-offered, data-words, data-says="address|option"   around an option, its label, and the box that it opens
//   data-value="address"     an output with what is worked out      data-text="address"   the words of an answer
//   data-suggested="address" the option suggested; the .suggested around it goes while there is none
//   data-override="address"  around the reason for another answer than the one suggested
//   data-required="address"  the words “(optional)”, which go while the answer must be given
//   data-declares            on the box of a declaration with the words of answers in it
//   data-warning="address"   what is advised beside an answer
//   address--error           the id of the place for what is wrong with an answer; aria-invalid is on its inputs
//   data-rows="group"        around the rows of a group, each of which has data-rowof="group" and the row's address as id
//   template[data-row="group"]   one more row, with __row__ (further inside __row2__, __row3__) in place of the row's id
//   data-add="group", data-remove="row"   buttons; data-rownumber in a row is where the number of the row stands
//   address.remove.…         a box, beside each file that an answer holds, to take it out
//   data-named="…"           a file that an answer has and no box takes out, as the answer names it
// An event `rows` on the form asks for the rows that these entries have; its detail is entries of this section, by name.
// An event `files` on the form says that files came, or went.
// An event `kept` on the form says that inputs were filled in otherwise; its detail is what other sections hold since, by name.
// An address is the name of an answer with the ids of its rows in it.

import { prepareDeclared } from "./page-declared.js";
import { inputsOf, prepareEntries } from "./page-entries.js";
import { prepareErrors } from "./page-errors.js";
import { prepareFinding } from "./page-finding.js";
import { whenReleased } from "./page-pressing.js";
import { prepareRows } from "./page-rows.js";
import { show } from "./page-showing.js";
import { evaluate } from "./rules.js";

const REST = 200;
const CHOSEN = "select, input:is([type=checkbox], [type=radio], [type=file])";

const given = document.querySelector("script#rules");
const form = given && document.querySelector("form[data-typing]");
if (form && form.dataset.shell === undefined) {
  live(form, JSON.parse(given.textContent));
}

/** Keep a page up with what is typed. A page that comes with nothing entered, with data-shell, is kept up once it is filled. */
export function live(form, { program, entries, today, section }) {
  const find = prepareFinding(form);
  const collect = prepareEntries(form, entries, () => find("inputs", inputsOf));
  const told = announcer(form);
  const rows = prepareRows(form, { changed: () => refresh({ isQuiet: true }), told });
  const showErrors = prepareErrors(form, { find, left, sign: program.words?.error });
  const clearDeclared = prepareDeclared(find, program.words?.again);
  let asked = null;
  let state = null;
  let waiting = 0;
  let typing = null;
  let isLeftSince = false;

  function refresh({ isQuiet = false, input = null, isFilled = false } = {}) {
    const isTold = waiting || !isQuiet;
    const isLeft = isLeftSince;
    const typed = input ?? typing;
    clearTimeout(waiting);
    waiting = 0;
    typing = null;
    const entered = collect();
    state = evaluate(program, entered, today);
    rows.keepUp(state);
    show(find, state);
    if (clearDeclared()) {
      refresh({ isQuiet: !isTold, input: typed, isFilled });
      return;
    }
    isLeftSince = false;
    showErrors(state, { isLeft, input: typed, entered: isFilled ? entered : null });
    const now = questionsOf(state, section);
    if (asked && isTold) {
      told(difference(asked, now));
    }
    asked = now;
  }

  /** After keys, once they rest: nobody who types waits for the rules. */
  function soon({ target }) {
    clearTimeout(waiting);
    typing = target;
    waiting = setTimeout(() => whenReleased(refresh), REST);
  }

  /** After a choice, or keys that did not rest, before anything else happens: the next key may be a Tab. */
  function now({ target }) {
    if (target.matches(CHOSEN)) {
      refresh({ input: target });
    } else if (waiting) {
      whenReleased(refresh);
    }
  }

  /** What is newly wrong is said of what was left: where somebody types on already, once the keys rest. */
  function left() {
    if (waiting) {
      isLeftSince = true;
    } else {
      showErrors(state, { isLeft: true });
    }
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", now);
  form.addEventListener("keydown", ({ key }) => (waiting && key === "Tab" ? refresh() : null));
  form.addEventListener("rows", ({ detail }) => rows.keepUp(evaluate(program, { ...collect(), ...detail }, today)));
  form.addEventListener("files", () => refresh({ isQuiet: true }));
  form.addEventListener("kept", ({ detail }) => {
    Object.assign(entries, detail);
    refresh({ isQuiet: true });
  });
  form.append(keptUp());
  window.addEventListener("pageshow", () => refresh({ isQuiet: true }));
  refresh({ isFilled: form.dataset.shell !== undefined });
}

/** What says, when the page is sent, that its words were kept up with what was typed. */
function keptUp() {
  const sign = document.createElement("input");
  Object.assign(sign, { type: "hidden", name: "live", value: "yes" });
  return sign;
}

/** The names of the questions of a section that are asked; of all sections for "". */
function questionsOf(state, section) {
  const within = section ? `${section}.` : "";
  const found = [...state.answers.values()].filter(({ asked, name }) => asked && name.startsWith(within));
  return new Set(found.map(({ asker }) => asker.question));
}

/** What to tell somebody who cannot see that questions appeared or went. */
function difference(before, now) {
  const more = [...now].filter((name) => !before.has(name)).length;
  const fewer = [...before].filter((name) => !now.has(name)).length;
  const counted = (count, one, many) => (count ? `${count} ${count === 1 ? one : many}.` : "");
  const gone = counted(fewer, "question is no longer asked", "questions are no longer asked");
  return [counted(more, "more question", "more questions"), gone].filter(Boolean).join(" ");
}

/** A function that tells a sentence to a screen reader, when it is its turn. */
function announcer(form) {
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.className = "visually-hidden";
  region.dataset.told = "";
  form.append(region);
  return (sentence) => {
    if (sentence) {
      region.textContent = sentence;
    }
  };
}
