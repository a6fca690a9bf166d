// Here lives how answers of several parts are read: a person, a postal address, a signature, a declaration, files. It
// reads what `engine/kinds` reads.

import { matches } from "./pattern.js";
import { excess, hasLineBreak, isBlank, isLonger, strip } from "./texts.js";

const NEEDED = [".name", ".line-1", ".town", ".postcode"];
const ASCII = /^[\x00-\x7f]*$/;
const BETWEEN = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000.-]/g;
const DECLARED = "yes";
const KILOBYTE = 1024;
const NONE = { value: null, faults: [] };

const fault = (code, suffix, detail) => ({ code, suffix, detail });
const ofParts = (parts) => ({ type: "parts", parts, lines: Object.values(parts) });

/** Read a postal address. */
export function readAddress(cell, entered) {
  return readParts(cell.suffixes, entered, (suffix, text) => {
    if (!text) {
      return NEEDED.includes(suffix) ? fault("incomplete", suffix) : "";
    }
    return suffix === ".postcode" ? readPostcode(text, cell.settings) : readLine(suffix, text, cell.settings);
  });
}

/** Read a name with a role. */
export function readPerson(cell, entered) {
  const found = readParts(cell.suffixes, entered, (suffix, text) => {
    return text ? readLine(suffix, text, cell.settings) : suffix === ".name" ? fault("incomplete", suffix) : "";
  });
  return found.value ? { ...found, value: { ...found.value, lines: [found.value.lines.join(", ")] } } : found;
}

function readParts(suffixes, entered, readPart) {
  const typed = suffixes.map((suffix) => [suffix, strip(entered(suffix))]);
  if (typed.every(([, text]) => !text)) {
    return NONE;
  }
  const read = typed.map(([suffix, text]) => [suffix.slice(1), readPart(suffix, text)]).filter(([, part]) => part);
  const faults = read.map(([, part]) => part).filter((part) => typeof part !== "string");
  const parts = Object.fromEntries(read.filter(([, part]) => typeof part === "string"));
  return { value: Object.keys(parts).length ? ofParts(parts) : null, faults };
}

function readLine(suffix, text, { maxLength }) {
  if (isLonger(text, maxLength)) {
    return fault("too-long", suffix, excess(text, maxLength));
  }
  return hasLineBreak(text) ? fault("one-line", suffix) : text;
}

/** A postcode as it is written officially, or the fault of one that is not full. */
function readPostcode(text, { maxLength, pattern }) {
  if (hasLineBreak(text)) {
    return fault("one-line", ".postcode");
  }
  const bare = ASCII.test(text) && !isLonger(text, maxLength) ? text.replace(BETWEEN, "").toUpperCase() : "";
  const spaced = `${bare.slice(0, -3)} ${bare.slice(-3)}`;
  return matches(pattern, spaced) ? spaced : fault("not-a-postcode", ".postcode");
}

/** Read a name typed under a declaration. */
export function readSignature(cell, entered) {
  const [name, declared] = [strip(entered(".name")), entered(".declared")];
  if (!name && isBlank(declared)) {
    return NONE;
  }
  const read = name ? readLine(".name", name, cell.settings) : fault("incomplete", ".name");
  const made = declared === DECLARED ? [] : [fault(isBlank(declared) ? "incomplete" : "not-an-option", ".declared")];
  const parts = {
    ...(typeof read === "string" && { name: read }),
    ...(declared === DECLARED && { declaration: cell.settings.declaration }),
  };
  return { value: ofParts(parts), faults: [...(typeof read === "string" ? [] : [read]), ...made] };
}

/** Read whether a declaration is ticked. */
export function readDeclaration(cell, entered) {
  const declared = entered(cell.suffixes[0]);
  if (isBlank(declared)) {
    return NONE;
  }
  const isMade = declared === DECLARED;
  const value = ofParts({ declaration: cell.settings.declaration });
  return isMade ? { value, faults: [] } : { value: null, faults: [fault("not-an-option", cell.suffixes[0])] };
}

const FILE = /^([0-9a-f]{64}) ([1-9][0-9]{0,14}) ([a-z0-9/.+-]+) ([^]+)$/;
const SAYS = /^says ([^]+)$/;
const MOST_FILES = 30;
const LONGEST_NAME = 200;

/** Read the files that an answer names: one a line, with the checksum, the size, the type and the name of each. */
export function readFiles(cell, entered) {
  const text = entered("");
  if (isBlank(text)) {
    return NONE;
  }
  const lines = text.split("\n").map((line) => FILE.exec(line));
  if (lines.some((line) => !line || !isName(line[4])) || new Set(lines.map((line) => line[1])).size < lines.length) {
    return { value: null, faults: [fault("malformed", "")] };
  }
  const files = lines.map(([, , size, type, name]) => ({ size: Number(size), type, name }));
  const faults = fileFaults(files, cell.settings);
  const shown = files.map(({ name, size }) => `${name} (${sizeOf(size)})`);
  return { value: faults.length ? null : { type: "files", files, lines: shown }, faults };
}

/** The names of the files that a text names, in its order; none of one that is malformed. */
export const fileNames = (text) => text.split("\n").map((line) => FILE.exec(line)?.[4]).filter(Boolean);

/** The files that a text names, each as {line, name, size, says}: its line, its name, its size in words and its caption. */
export function filesNamed(text) {
  const files = [];
  for (const line of text.split("\n")) {
    const [found, said] = [FILE.exec(line), SAYS.exec(line)];
    if (found) {
      files.push({ line, name: found[4], size: sizeOf(Number(found[2])), says: "" });
    } else if (said && files.length) {
      files.at(-1).says = said[1];
    }
  }
  return files;
}

const isName = (text) => text === strip(text) && !hasLineBreak(text) && text.length <= LONGEST_NAME;

function fileFaults(files, { types, maxSize }) {
  const tooMany = files.length > MOST_FILES ? [{ code: "too-many", suffix: "", detail: String(MOST_FILES) }] : [];
  const wrong = files.flatMap(({ name, size, type }) => [
    ...(types.includes(type) ? [] : [{ code: "wrong-type", suffix: "", detail: name }]),
    ...(size > maxSize ? [{ code: "too-heavy", suffix: "", detail: name }] : []),
  ]);
  return [...tooMany, ...wrong];
}

/** 900 bytes, 12 KB, 1.5 MB. */
function sizeOf(size) {
  if (size < KILOBYTE) {
    return `${size} byte${size === 1 ? "" : "s"}`;
  }
  const megabytes = size / KILOBYTE / KILOBYTE;
  return megabytes < 1 ? `${Math.floor(size / KILOBYTE)} KB` : `${megabytes.toFixed(1).replace(/\.0$/, "")} MB`;
}
