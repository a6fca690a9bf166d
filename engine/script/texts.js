// Here lives what counts as blank, as a line and as long in a text that somebody typed: the same characters as on the
// server, whatever the browser itself takes for a blank.

const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
const BEFORE = new RegExp(`^[${BLANK}]+`);
const AFTER = new RegExp(`[${BLANK}]+$`);
const WITHIN = new RegExp(`[${BLANK}]+`, "g");
const BREAKS = /[\n-\r\x1c-\x1e\x85\u2028\u2029]/;

// How many code points a text may have for each character of its limit.
const POINTS = 4;

let segmenter = null;

/** The text without the blanks around it. */
export const strip = (text) => text.replace(AROUND, "");

/** The text without the blanks before it. */
export const stripStart = (text) => text.replace(BEFORE, "");

/** The text without the blanks after it. */
export const stripEnd = (text) => text.replace(AFTER, "");

/** The text on one line, with one space wherever there were blanks, and none around it. */
export const onOneLine = (text) => strip(text).replace(WITHIN, " ");

/** The text as it reads whatever its capitals and blanks are. */
export const folded = (text) => onOneLine(text).toLowerCase().toUpperCase();

/** The text as it is held against words that say that there is nothing: on one line, in small letters, without a full stop. */
export const bare = (text) => onOneLine(strip(text).replace(/\.$/, "")).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether nothing but blanks was typed. */
export const isBlank = (text) => !text || strip(text) === "";

/** Whether a text has more than one line. */
export const hasLineBreak = (text) => BREAKS.test(text);

/** Whether a text has more characters than a limit, as a person counts them. */
export function isLonger(text, most) {
  if (text.length <= most) {
    return false;
  }
  return [...text].length > most * POINTS || lengthOf(text) > most;
}

/** By how many characters a text is longer than a limit, in figures; "" where it is not, or is so long that nobody counts. */
export function excess(text, most) {
  const over = [...text].length > most * POINTS ? 0 : lengthOf(text) - most;
  return over > 0 ? over.toLocaleString("en-GB") : "";
}

/** Whether a text has fewer characters than it must have. */
export const isShorter = (text, least) => lengthOf(text) < least;

/** How many characters a person sees in a text. */
function lengthOf(text) {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].length;
}
