// Here lives which way an answer of each kind is read from the texts of its inputs: {value, faults}, a value of null where
// there is none, and a fault as {code, suffix, detail}. It reads what `engine/kinds` reads, and refuses what that refuses.

import { readDay, readTime } from "./reading-days.js";
import { readNumber } from "./reading-numbers.js";
import { countFaults, optionFaults, readOption, readOptions } from "./reading-options.js";
import { readAddress, readDeclaration, readFiles, readPerson, readSignature } from "./reading-parts.js";
import { readEmail, readPhone, readText, readUrl } from "./reading-texts.js";

const READERS = {
  text: readText,
  "long-text": readText,
  "whole-number": readNumber,
  decimal: readNumber,
  date: (cell, entered) => readDay(cell, entered, false),
  "date-time": (cell, entered) => readDay(cell, entered, true),
  time: readTime,
  "yes-no": readOption,
  choice: readOption,
  scale: readOption,
  choices: readOptions,
  email: readEmail,
  phone: readPhone,
  url: readUrl,
  person: readPerson,
  address: readAddress,
  signature: readSignature,
  declaration: readDeclaration,
  file: readFiles,
  photo: readFiles,
};

/** Read an answer; `entered` gives the text of the input whose name ends with a suffix. */
export function read(cell, entered) {
  return READERS[cell.kind]?.(cell, entered) ?? { value: null, faults: [] };
}

/** What is wrong with a well-formed value that a draft may still hold: too few, too many, excluded. */
export function ruleFaults(cell, value) {
  if (value.type === "options") {
    return optionFaults(cell, value);
  }
  return value.type === "files" ? countFaults(value.files.length, cell.settings ?? {}, cell.suffixes[0]) : [];
}
