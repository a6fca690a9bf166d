// Here lives what was entered in a form as a person reads it: each answer that is asked, section by section, and what the
// answers brought to light so far. How a page shows it is for the page.

import { fileNames } from "./reading-parts.js";
import { evaluate } from "./rules.js";
import { shown } from "./shown.js";
import { strip } from "./texts.js";
import { fillIn } from "./wording.js";

const CNFO = ".could-not-find-out";
const OVERRIDE = ".reason";
const ATTACHED = ".attachments";
const ROW = "Row";
const BESIDE = { concern: ["severity"], action: ["who", "by-when"] };

/**
 * What stands in a form on a day: `sections` that are asked, each {id, questions}; `concerns` and `actions`, each
 * {question, text, beside}, and `unknown`, each {question, text}. A question is {name, words, parts, seen, prompts, unseen, files}:
 * its words with the rows that it stands in, its answers, how many of how many prompts are ticked, the others' names without rows, and the names of files.
 * An answer is {address, role, text, isRead, isFound, isWorkedOut, unknown, reason}: `address` without rows, `text` as it was typed
 * where no value can be read from it, `isFound` whether it says more than that there is nothing, `unknown` why it was not found out, `reason` why another option was chosen than the one suggested.
 */
export function answered(program, entries, today) {
  const state = evaluate(program, entries, today);
  const questions = new Map();
  for (const answer of [...state.answers.values()].filter(({ asked }) => asked)) {
    const { question } = answer.asker;
    questions.set(question, questions.get(question) ?? questionOf(answer, state));
    questions.get(question).parts.push(partOf(answer, state));
  }
  const all = [...questions.values()];
  const sections = state.layout.sections.filter(({ id }) => state.asked.get(id));
  return {
    sections: sections.map(({ id }) => ({ id, questions: all.filter(({ name }) => name.startsWith(`${id}.`)) })),
    concerns: foundIn(all, "concern"),
    actions: foundIn(all, "action"),
    unknown: all.flatMap(({ words, parts }) => parts.filter(({ unknown }) => unknown).map((each) => ({ question: words, text: each.unknown }))),
  };
}

/** What is asked for an answer, as it is read, with the rows that it stands in before it. */
export function questionWords({ cell, asker }, state) {
  const rows = rowsAround(asker.row, state, cell.spoken);
  const label = fillIn(cell.label, asker, state);
  return rows ? `${rows}: ${label}` : label;
}

function questionOf(answer, state) {
  const { asker } = answer;
  const template = templateOf(asker);
  const { ticks } = state.layout.places.get(template).question;
  const unseen = ticks.filter((tick) => !state.given.has(`${asker.question}.evidence.${tick}`));
  return {
    name: asker.question,
    words: questionWords(answer, state),
    parts: [],
    seen: ticks.length - unseen.length,
    prompts: ticks.length,
    unseen: unseen.map((tick) => `${template}.evidence.${tick}`),
    files: fileNames(state.entries[asker.question + ATTACHED] ?? ""),
  };
}

function partOf({ cell, name, asker, value }, state) {
  const suggested = state.suggested.get(name);
  const text = value?.parts?.declaration ? declared(value, asker, state) : shown(name, state);
  const isOverridden = suggested !== undefined && !["", suggested].includes(state.entries[name] ?? "");
  return {
    address: cell.address,
    role: cell.role ?? "",
    text: text || typed({ cell, name }, state),
    isRead: Boolean(text),
    isFound: Boolean(text) && !state.nothing.has(name),
    isWorkedOut: Boolean(cell.calculate),
    unknown: cell.cnfo ? strip(state.entries[name + CNFO] ?? "") : "",
    reason: isOverridden ? strip(state.entries[name + OVERRIDE] ?? "") : "",
  };
}

/** What was declared, and by whom, with the answers in it that it speaks of. */
function declared({ parts }, asker, state) {
  return Object.entries(parts).map(([part, text]) => (part === "declaration" ? fillIn(text, asker, state) : text)).join("\n");
}

/** What was typed where no value can be read from it. */
function typed({ cell, name }, state) {
  const texts = cell.suffixes.map((suffix) => state.entries[name + suffix] ?? "").filter(Boolean);
  return cell.reader === "files" ? texts.flatMap(fileNames).join("\n") : texts.join(" ");
}

/** The rows that somebody stands in, outermost first, each by what it is called and its number. */
function rowsAround(row, state, spoken) {
  if (!row) {
    return "";
  }
  const group = row.prefix.slice(0, row.prefix.lastIndexOf("."));
  const number = state.rows.get(group).indexOf(row) + 1;
  const label = fillIn(row.group.question.group.rowLabel, { row: row.outer, question: group }, state) || (spoken?.row ?? ROW);
  return [rowsAround(row.outer, state, spoken), `${label} ${number}`].filter(Boolean).join(", ");
}

/** The address without rows of the question that asks. */
const templateOf = ({ row, question }) => (row ? row.group.address + question.slice(row.prefix.length) : question);

/** What the answers of a role say, each with what the same question says beside it. */
function foundIn(questions, role) {
  return questions.flatMap(({ words, parts }) => {
    const beside = parts.filter((each) => BESIDE[role].includes(each.role) && each.isRead).map(({ text }) => text);
    return parts.filter((each) => each.role === role && each.isFound).map(({ text }) => ({ question: words, text, beside }));
  });
}
