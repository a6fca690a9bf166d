// Here lives how far the entries of a form have come by the rules that run on a page: section by section, and what stands
// between them and being complete, or the part in hand and its being complete.

import { evaluate } from "./rules.js";
import { isBlank } from "./texts.js";

const REQUIRED = "required";
const OF_FORM = "checks.";
const COMPLETE = /^[0-9T:Z-]{20} sha256:[0-9a-f]{64}$/;
const shortened = new WeakMap();

/**
 * What is left of a form: `sections`, each {id, asked, needed, answered, wrong, started, open}; `errors` as `evaluate` gives
 * them; the `warnings` that have no reason yet; and whether completing a part comes next, `isInPart`. Of a form in parts only
 * the sections of the one in hand are `open`, and what is left is what keeps it from being complete.
 */
export function left(program, entries, today) {
  const { parts = [] } = program;
  const part = parts.find(({ entry }) => !COMPLETE.test(entries[entry] ?? ""));
  const isInPart = part !== undefined && part !== parts.at(-1);
  const state = evaluate(part ? withoutChecks(program, part) : program, entries, today);
  const isLooked = ({ check = "", address }) => !isInPart || check.startsWith(OF_FORM) || part.until.includes(address.split(".", 1)[0]);
  const warnings = state.warnings.filter(({ reason }) => !reason);
  return {
    sections: sectionsOf(program, state, entries).map((each) => ({ ...each, open: !parts.length || Boolean(part?.own.includes(each.id)) })),
    errors: state.errors.filter(isLooked),
    warnings: warnings.filter(isLooked),
    isInPart,
  };
}

/** How far each section has come. */
function sectionsOf(program, { answers, asked, errors, rows }, entries) {
  const filled = Object.keys(entries).filter((name) => !isBlank(entries[name]) && isThere(name, rows));
  const missing = new Set(errors.filter(({ code }) => code === REQUIRED).map(({ address }) => answers.get(address)?.asker.question));
  const needed = new Set([...answers.values()].filter(({ isRequired }) => isRequired).map(({ asker }) => asker.question));
  return program.sections.map(({ id }) => {
    const own = [...needed].filter((name) => isIn(name, id));
    return {
      id,
      asked: asked.get(id) !== false,
      needed: own.length,
      answered: own.filter((name) => !missing.has(name)).length,
      wrong: errors.filter(({ name, code }) => code !== REQUIRED && isIn(name, id)).length,
      started: filled.some((name) => isIn(name, id)),
    };
  });
}

/** Whether a name stands in no row that is not there, as one that a smaller number counts no more. */
function isThere(name, rows) {
  return [...rows].every(([group, listed]) => !isIn(name, group) || listed.some(({ prefix }) => name === prefix || isIn(name, prefix)));
}

/** A program without the checks that look beyond a part; the same object each time, as it is laid out once. */
function withoutChecks(program, part) {
  if (!shortened.has(part)) {
    const checks = (program.checks ?? []).filter(({ id }) => !part.beyond.includes(OF_FORM + id));
    shortened.set(part, { ...program, checks });
  }
  return shortened.get(part);
}

const isIn = (name, section) => name.startsWith(`${section}.`);
