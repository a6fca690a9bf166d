// Here lives the reading and writing of a form's inputs by name, and which of them make one answer together.

import { isBox } from "./input-names.js";

const APART = ".could-not-find-out";
const BESIDE_FILES = "[data-attachments], ul.files";
const NOTE = "--note.";
const ROW = "row";

/**
 * The inputs of a form whose changes are saved by themselves: all but files, and the boxes that take one out. The box of a
 * note goes by the name of the note that it would be.
 */
export function prepareInputs(form) {
  const groups = [...form.querySelectorAll("[data-rows]")].filter((each) => !each.parentElement.closest("[data-rows]"));
  const markersIn = (group) => [...group.querySelectorAll("[data-rowof] > input[type=hidden]")].map(({ name }) => name);
  const markers = () => groups.flatMap(markersIn);
  const rows = new Set(markers());
  const inRows = new Map();
  const noteId = form.elements.namedItem("note-id");

  const isNote = ({ name }) => name === "note" && noteId !== null;
  const nameOf = (input) => (isNote(input) ? NOTE + noteId.value : input.name);
  const isAnswer = (input) =>
    input.name.includes(".") && input.type !== "file" && input.type !== "hidden" && !input.closest(BESIDE_FILES);
  const isAlone = (input) => isNote(input) || isBox(input.name);
  const isOwn = (input) => isAlone(input) || isAnswer(input);

  const named = (name) => form.elements.namedItem(name === NOTE + noteId?.value ? "note" : name);

  const text = (name) => {
    const input = named(name);
    return input?.type === "checkbox" ? (input.checked ? input.value : "") : (input?.value ?? "");
  };

  /** The names of the inputs that make one answer with an input, as a text that is the same for all of them. */
  const answerOf = (input) => {
    const field = input.name.endsWith(APART) || isAlone(input) ? null : input.closest(".field");
    const inputs = field ? [...field.querySelectorAll("input, textarea, select")].filter(isOwn) : [input];
    const names = new Set(inputs.map(nameOf).filter((name) => name === nameOf(input) || !name.endsWith(APART)));
    return [...names].join(" ");
  };

  /** The answers of each row by its marker, so that they are known when it is taken away. */
  const learnRows = () => {
    for (const row of form.querySelectorAll("[data-rowof]:has(> input[type=hidden])")) {
      const { name } = row.querySelector(":scope > input[type=hidden]");
      inRows.set(name, new Set([...row.querySelectorAll("input, textarea, select")].filter(isOwn).map(answerOf)));
    }
  };

  learnRows();
  return {
    text,
    named,
    answerOf,

    /** Whether a change of an input is saved by itself. */
    isSaved: isOwn,

    /**
     * The rows that came or went since this was asked last: each marker and each answer of one that came; all that was in
     * one that went together, as it goes or stays as a whole.
     */
    movedRows: () => {
      const now = markers();
      const moved = [...now.filter((name) => !rows.has(name)), ...[...rows].filter((name) => !now.includes(name))];
      if (moved.length) {
        learnRows();
      }
      moved.forEach((name) => (rows.delete(name) ? null : rows.add(name)));
      const answers = (name) => [...inRows.get(name)].map((key) => Object.fromEntries(key.split(" ").map((each) => [each, text(each)])));
      const isThere = (name) => now.includes(name);
      const answersIn = (name) => [{ [name]: isThere(name) ? ROW : "" }, ...answers(name).filter((group) => isThere(name) || !Object.keys(group).some(isBox))];
      const came = moved.filter((name) => now.includes(name)).flatMap(answersIn);
      const gone = moved.filter((name) => !now.includes(name));
      const within = (name) => gone.filter((each) => each === name || each.startsWith(`${name}.`));
      const outermost = gone.filter((name) => !gone.some((each) => name.startsWith(`${each}.`)));
      return [...came, ...outermost.map((name) => Object.assign({}, ...within(name).flatMap(answersIn)))];
    },

    /** Do something by which rows may come to the page that stand on the server, or that it asks for: they are no change. */
    whileRowsCome: (act) => {
      const before = markers();
      act();
      const came = markers().filter((name) => !before.includes(name));
      came.forEach((name) => rows.add(name));
      if (came.length) {
        learnRows();
      }
    },

    /** Whether a row came or went since then. */
    isMoved: () => {
      const now = markers();
      return now.length !== rows.size || now.some((name) => !rows.has(name));
    },

    /** The answers that a key of `answerOf` stands for, and the rows that they are in, with what stands in them now. */
    read: (key) => {
      const names = key.split(" ");
      const around = [];
      for (let row = first(named(names[0]))?.closest("[data-rowof]"); row; row = row.parentElement.closest("[data-rowof]")) {
        const marker = row.querySelector(":scope > input[type=hidden]");
        if (marker) {
          around.unshift({ [marker.name]: marker.value });
        }
      }
      return [...around, Object.fromEntries(names.map((name) => [name, text(name)]))];
    },

    /** What stands in all of them, by name, with the markers of rows. */
    all: () => {
      const names = new Set([...markers(), ...[...form.elements].filter(isOwn).map(nameOf)]);
      return Object.fromEntries([...names].map((name) => [name, text(name)]));
    },

    /** Put a text into the input of a name; say whether there is one that takes it. */
    write: (name, value) => {
      const input = named(name);
      if (!input || first(input).type === "file") {
        return Boolean(input) && isListed(first(input), value);
      }
      if (first(input).type === "hidden") {
        return input.value === value;
      }
      if (input.type === "checkbox") {
        input.checked = value !== "" && input.value === value;
      } else if (input instanceof RadioNodeList) {
        input.forEach((each) => { each.checked = each.value === value && (value !== "" || each.checked); });
      } else {
        input.value = value;
      }
      const folded = first(input).closest("details");
      if (folded && value) {
        folded.open = true;
      }
      return true;
    },

    /** Whether something is changed that only the button saves: files that are an answer, and those that are to go. */
    isByHand: () => {
      const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
      const gone = [...form.querySelectorAll("ul.files:not(.waiting) input[type=checkbox]")].some((box) => box.checked !== box.defaultChecked);
      return files || gone;
    },
  };
}

/** Whether the files that a text names are those that a page lists beside an answer. */
function isListed(input, text) {
  const set = input.closest("[data-attachments]");
  const marks = [...(set?.querySelectorAll("[data-file]") ?? [])].map(({ dataset }) => dataset.file);
  const named = [...text.matchAll(/^([0-9a-f]{16})[0-9a-f]{48} /gm)].map(([, mark]) => mark);
  return set !== null && marks.sort().join() === named.sort().join();
}

const first = (input) => (input instanceof RadioNodeList ? input[0] : input);
