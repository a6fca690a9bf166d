// Here lives how texts are read: a line, several lines, and the lines that are an e-mail address, a telephone number or
// the address of a web page. It reads what `engine/kinds` reads.

import { hasLength, isChecked } from "./check-characters.js";
import { matches } from "./pattern.js";
import { excess, hasLineBreak, isLonger, isShorter, strip } from "./texts.js";

const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/;

const NONE = { value: null, faults: [] };
const refused = (code, detail = "") => ({ value: null, faults: [{ code, suffix: "", detail }] });
const accepted = (text) => ({ value: { type: "text", text }, faults: [] });

/** Read a line, or any number of lines. */
export function readText(cell, entered) {
  const text = strip(entered(""));
  const code = text && wrongText(text, cell.settings);
  const over = code === "too-long" ? excess(text, cell.settings.maxLength) : "";
  const isWrongLength = code === "check-character" && !hasLength(cell.settings.checkCharacter, text);
  return code ? refused(code, isWrongLength ? "length" : over) : text ? accepted(text) : NONE;
}

/** What is wrong with a text, "" when nothing is. */
function wrongText(text, { oneLine, maxLength, minLength, pattern, checkCharacter }) {
  if (isLonger(text, maxLength)) {
    return "too-long";
  }
  if (oneLine && hasLineBreak(text)) {
    return "one-line";
  }
  if (minLength && isShorter(text, minLength)) {
    return "too-short";
  }
  if (pattern && !matches(pattern, text)) {
    return "pattern";
  }
  return checkCharacter && !isChecked(checkCharacter, text) ? "check-character" : "";
}

/** Read a telephone number, with one plain space wherever there were blanks. */
export const readPhone = (cell, entered) => readWritten(cell, entered, (text) => text.replace(BLANKS, " "));

/** Read the address of a web page, with https where no scheme was typed. */
export const readUrl = (cell, entered) => readWritten(cell, entered, withScheme);

function withScheme(text) {
  const found = SCHEME.exec(text);
  return found ? `${found[1].toLowerCase()}://${found[2]}` : `https://${text}`;
}

/** Read a line that is written in one way, from end to end; its length is counted in code points. */
export function readWritten({ settings }, entered, tidy = (text) => text) {
  const text = strip(entered(""));
  if (!text) {
    return NONE;
  }
  const isOneLine = !hasLineBreak(text);
  const line = isOneLine ? tidy(text) : text;
  if ([...line].length > settings.maxLength) {
    return refused("too-long", excess(text, settings.maxLength) || excess(line, settings.maxLength));
  }
  if (!isOneLine) {
    return refused("one-line");
  }
  return matches(settings.pattern, line) ? accepted(line) : refused(settings.fault);
}
