// Here lives which way an answer is read from the texts of its inputs, by what its kind calls its reader: {value, faults},
// a value of null where there is none, and a fault as {code, suffix, detail}. It reads what `engine/kinds` reads, and
// refuses what that refuses.

import { readDay, readTime } from "./reading-days.js";
import { readNumber } from "./reading-numbers.js";
import { countFaults, optionFaults, readOption, readOptions } from "./reading-options.js";
import { readAddress, readDeclaration, readFiles, readPerson, readSignature } from "./reading-parts.js";
import { readPhone, readText, readUrl, readWritten } from "./reading-texts.js";

const READERS = {
  text: readText,
  number: readNumber,
  date: (cell, entered) => readDay(cell, entered, false),
  "date-time": (cell, entered) => readDay(cell, entered, true),
  time: readTime,
  option: readOption,
  options: readOptions,
  written: readWritten,
  phone: readPhone,
  url: readUrl,
  person: readPerson,
  address: readAddress,
  signature: readSignature,
  tick: readDeclaration,
  files: readFiles,
};

/** Read an answer; `entered` gives the text of the input whose name ends with a suffix. */
export function read(cell, entered) {
  return READERS[cell.reader]?.(cell, entered) ?? { value: null, faults: [] };
}

/** What is wrong with a well-formed value that a draft may still hold: too few, too many, excluded. */
export function ruleFaults(cell, value) {
  if (value.type === "options") {
    return optionFaults(cell, value);
  }
  return value.type === "files" ? countFaults(value.files.length, cell.settings ?? {}, cell.suffixes[0]) : [];
}
