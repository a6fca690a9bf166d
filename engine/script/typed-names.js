// Here lives which names of a form somebody enters on its pages: the inputs of answers and ticks, the markers of rows, and
// notes. Files are not among them, as only the server keeps them; nor are the reasons of warnings and the seals of parts,
// which are given where answers are checked.

import { prepare } from "./layout.js";

const NOTE = /^--note\.[0-9a-z]{12}$/;
const ID = /^[0-9a-z]{1,16}$/;

/** A function that says whether a name is entered on a page of the form of a program, whatever rows it is in. */
export function namesTyped(program) {
  const places = [...prepare(program).places.values()];
  const groups = new Set(places.filter(({ sort }) => sort === "group").map(({ address }) => address));
  const typed = new Set(places.flatMap(inputsOf));
  return (name) => NOTE.test(name) || typed.has(withoutRows(name, groups));
}

/** The names that a place has inputs under, without the ids of rows. */
function inputsOf({ address, sort, question, cell }) {
  if (sort === "tick") {
    return [address];
  }
  if (sort === "group") {
    const isCounted = Number.isInteger(question.group.exactly) || question.group.asManyAs;
    return isCounted ? [] : [address];
  }
  if (!cell) {
    return [];
  }
  const ends = [...(cell.reader === "files" ? [] : cell.suffixes), cell.cnfo && ".could-not-find-out", cell.suggest && ".reason"];
  return ends.filter((end) => typeof end === "string").map((end) => address + end);
}

/** A name without the ids of the rows that it is in; null where there is no such id. */
function withoutRows(name, groups) {
  let template = "";
  const steps = name.split(".").values();
  for (const step of steps) {
    template = template ? `${template}.${step}` : step;
    if (groups.has(template) && !ID.test(steps.next().value ?? "")) {
      return null;
    }
  }
  return template;
}
