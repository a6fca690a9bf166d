// Here lives how a page shows what the rules come to: what is asked and offered, how it reads, and what is worked out.
// Words go into the page as text alone.

import { textAt } from "./wording.js";
import { shown, shownValue } from "./shown.js";
import { wordsFor } from "./rules.js";

const TICKED = "yes";

/** Show what the rules come to; `find` looks up the page's elements. */
export function show(find, state) {
  each(find, "asked", (element, address) => hide(element, !isAsked(element, address, state)));
  each(find, "offered", (element, name) => hide(element, !isOffered(element, ...name.split("|"), state)));
  each(find, "words", (element, name) => say(element, wordsOf(...name.split("|"), state)));
  each(find, "says", (element, name) => hide(element, !isChosen(...name.split("|"), state)));
  each(find, "required", (element, address) => hide(element, state.required.get(address) === true));
  each(find, "value", (element, address) => say(element, shown(address, state)));
  each(find, "text", (element, address) => say(element, wordsAt(address, state)));
  each(find, "warning", (element, address) => say(element, warningsAt(address, state)));
  each(find, "suggested", (element, address) => suggest(element, address, state));
  each(find, "override", (element, address) => hide(element, !isOverridden(address, state)));
  for (const table of find("tables", (form) => form.querySelectorAll("table"))) {
    hide(table, !table.querySelector("tr.question:not([hidden])"));
  }
}

function each(find, sort, act) {
  for (const [element, name] of find(sort, (form) => marked(form, sort))) {
    act(element, name);
  }
}

function marked(form, sort) {
  return [...form.querySelectorAll(`[data-${sort}]`)].map((element) => [element, element.dataset[sort]]);
}

function hide(element, isHidden) {
  if (element.hidden !== isHidden) {
    element.hidden = isHidden;
  }
}

function say(element, text) {
  if (text !== null && element.textContent !== text) {
    element.textContent = text;
  }
}

/** Whether something is asked; what the rules do not know stays, unless it is in a row that is not there. */
function isAsked(element, address, state) {
  return state.asked.get(address) ?? !element.closest("[data-rowof]");
}

/** Whether an option is there to be chosen; one that is chosen stays, so that it can be taken back. */
function isOffered(element, address, option, state) {
  const offered = state.offered.get(address);
  return !offered || offered.includes(option) || isChosen(address, option, state);
}

function isChosen(address, option, state) {
  return state.entries[address] === option || state.entries[`${address}.${option}`] === TICKED;
}

function wordsOf(address, value, state) {
  const { cell, asker } = state.answers.get(address) ?? {};
  const option = cell?.options.find((each) => each.value === value);
  return option ? wordsFor(option, asker, state) : null;
}

/** The words of the answer at an address that has the rows of the reader in it, as far as the reader stands in any. */
function wordsAt(address, state) {
  const around = [...state.rows.values()].flat().filter(({ prefix }) => address.startsWith(`${prefix}.`));
  const row = around.reduce((inner, each) => (inner && inner.prefix.length > each.prefix.length ? inner : each), null);
  const template = row ? row.group.address + address.slice(row.prefix.length) : address;
  return textAt(template, { row, question: "" }, state);
}

/** What is advised beside an answer. */
function warningsAt(name, state) {
  return state.warnings.filter(({ address }) => address === name).map(({ message }) => message).join(" ");
}

function suggest(element, address, state) {
  const text = state.suggested.get(address);
  const { cell } = state.answers.get(address) ?? {};
  const words = text === undefined ? "" : shownValue({ type: "option", text }, { ...cell, words: state.words.get(address) });
  say(element, words);
  hide(element.closest(".suggested") ?? element, !words);
}

/** Whether a reason is to be given for another answer than the one suggested, or has been given. */
function isOverridden(address, state) {
  const suggested = state.suggested.get(address);
  const chosen = state.answers.get(address)?.value?.text;
  const isOther = suggested !== undefined && chosen !== undefined && chosen !== suggested;
  return isOther || Boolean(state.entries[`${address}.reason`]);
}
