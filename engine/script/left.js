// Here lives how far the entries of a form have come by the rules that run on a page: section by section, and what stands
// between them and being complete.

import { isBlank } from "./texts.js";
import { evaluate } from "./rules.js";

const REQUIRED = "required";

/**
 * What is left of a form: `sections`, each {id, asked, needed, answered, wrong, started}; `errors` as `evaluate` gives
 * them; and the `warnings` that have no reason yet.
 */
export function left(program, entries, today) {
  const state = evaluate(program, entries, today);
  const errors = state.errors;
  const missing = new Set(errors.filter(({ code }) => code === REQUIRED).map(({ address }) => state.answers.get(address)?.asker.question));
  const needed = new Set([...state.answers.values()].filter(({ isRequired }) => isRequired).map(({ asker }) => asker.question));
  const sections = program.sections.map(({ id }) => {
    const own = [...needed].filter((name) => isIn(name, id));
    return {
      id,
      asked: state.asked.get(id) !== false,
      needed: own.length,
      answered: own.filter((name) => !missing.has(name)).length,
      wrong: errors.filter(({ name, code }) => code !== REQUIRED && isIn(name, id)).length,
      started: Object.entries(entries).some(([name, text]) => isIn(name, id) && !isBlank(text)),
    };
  });
  return { sections, errors, warnings: state.warnings.filter(({ reason }) => !reason) };
}

const isIn = (name, section) => name.startsWith(`${section}.`);
