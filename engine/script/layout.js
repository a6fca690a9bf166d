// Here lives a program laid out for looking things up, once: what each address names, and the groups that it stands in.
// An address in a program has no rows in it; with the rows of an asker put in it is the name of one answer.

const FILES = new Set(["file", "photo"]);
const YES_OR_NO = [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }];
const laidOut = new WeakMap();

/** The layout of a program; made when it is first asked for. */
export function prepare(program) {
  if (!laidOut.has(program)) {
    laidOut.set(program, layout(program));
  }
  return laidOut.get(program);
}

function layout(program) {
  const sections = (program.sections ?? []).map((section) => ({ ...section, questions: filled(section.questions, program) }));
  const places = new Map();
  for (const section of sections) {
    const own = placed(places, section.id, [], "section");
    section.questions.forEach((question) => addQuestion(places, question, [own], []));
  }
  return { sections, checks: program.checks ?? [], outcomes: program.outcomes ?? [], places, nothing: new Set(program.nothing) };
}

/** The questions with the lists that a program leaves out where they are empty. */
function filled(questions = [], program) {
  return questions.map(({ cells = [], ticks = [], checks = [], group, ...question }) => ({
    ...question,
    ticks,
    checks,
    cells: cells.map((cell) => ({ suffixes: [], checks: [], ...cell, options: optionsOf(cell, program), spoken: program.words })),
    ...(group && { group: { ...group, questions: filled(group.questions, program) } }),
  }));
}

/** The options of an answer; a name means those of a shared list. */
function optionsOf({ kind, options = [] }, { lists = {}, words }) {
  if (kind === "yes-no") {
    return YES_OR_NO.map((option) => ({ ...option, label: words?.[option.value] ?? option.label }));
  }
  return typeof options === "string" ? (lists[options] ?? []) : options;
}

/** A place in the form: what is there, the groups around it, and what follows the row of the innermost of them. */
function placed(places, address, groups, sort, more = {}) {
  const tail = groups.length ? address.slice(groups.at(-1).address.length) : address;
  const place = { address, sort, groups, tail, cells: [], ticks: [], columns: new Map(), ...more };
  places.set(address, place);
  return place;
}

function addQuestion(places, question, holders, groups) {
  const place = placed(places, question.address, groups, question.group ? "group" : "question", { question });
  if (question.group) {
    question.group.questions.forEach((each) => addQuestion(places, each, [...holders, place], [...groups, place]));
    return;
  }
  const cells = question.cells.map((cell) => addCell(places, cell, place));
  for (const cell of cells) {
    [...holders, place].forEach(({ columns }) => columns.set(cell.cell.column, [...(columns.get(cell.cell.column) ?? []), cell]));
  }
  for (const tick of question.ticks) {
    const prompt = placed(places, `${question.address}.evidence.${tick}`, groups, "tick", { question });
    prompt.ticks = [prompt];
  }
  const answer = cells.find(({ cell }) => cell.role === "answer") ?? cells[0];
  if (!answer) {
    return;
  }
  place.cells = [answer];
  if (isCovered(answer.cell)) {
    holders.forEach((holder) => holder.cells.push(answer));
  }
}

function addCell(places, cell, question) {
  if (cell.address === question.address) {
    return Object.assign(question, { cell });
  }
  const place = placed(places, cell.address, question.groups, "cell", { question: question.question, cell });
  place.cells = [place];
  return place;
}

/** Whether a section or group that is named as a whole means this answer too. */
function isCovered(cell) {
  return (!cell.column || cell.role === "answer") && !FILES.has(cell.kind);
}

/** The row of a group that somebody in `row` stands in, or null. */
export function rowIn(row, group) {
  while (row && row.group !== group) {
    row = row.outer;
  }
  return row;
}

/** The name of a place for somebody who stands in a row. */
export function concrete(place, row) {
  return place.groups.length ? rowIn(row, place.groups.at(-1)).prefix + place.tail : place.address;
}

/** The rows that a place stands in, as far as somebody in `row` means them: the own one, or from outside every one. */
export function rowsOf(place, row, rows) {
  let found = [null];
  for (const group of place.groups) {
    const own = rowIn(row, group);
    found = own ? [own] : found.flatMap((outer) => rows.get(concrete(group, outer)) ?? []);
  }
  return found;
}

/** Whether an address names one answer: no section, no group, and no row of one from outside. */
export function isSingle(place, row) {
  const names = place.sort === "question" || place.sort === "cell";
  return names && place.groups.every((group) => rowIn(row, group));
}
