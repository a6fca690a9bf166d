// Here lives how days and times are read from what somebody typed: the part of a day in three boxes, a time in one.
// Each reader gives {value, faults}, and reads what `engine/kinds` reads.

import { dated, dayOf, inOrder } from "./calendar.js";
import { strip } from "./texts.js";

const NAMES = "january february march april may june july august september october november december".split(" ");
const WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr".split(" ");
const numbered = (names) => names.flatMap((name, index) => [[name, index + 1], [name.slice(0, 3), index + 1]]);
const SHORT = [["sept", 9], ["chwef", 2], ["gorff", 7], ["tach", 11], ["rhag", 12]];
const MONTHS = new Map([...numbered(WELSH), ...numbered(NAMES), ...SHORT]);
const NOON = [["midday", "12:00"], ["noon", "12:00"], ["hanner dydd", "12:00"]];
const SPOKEN = new Map([...NOON, ["midnight", "00:00"], ["hanner nos", "00:00"]]);
const TWENTY_FOUR = /^(?:([01]?[0-9]|2[0-3])[:.]([0-5][0-9])|([01][0-9]|2[0-3])([0-5][0-9]))$/;
const TWELVE = /^(0?[1-9]|1[0-2])(?:[:.]?([0-5][0-9]))? ?(?:([ap])\.?m|(y[bph]))\.?$/;
const DAY = /^(?:0?[1-9]|[12][0-9]|3[01])$/;
const MONTH = /^(?:0?[1-9]|1[0-2])$/;
const YEAR = /^[0-9]{4}$/;
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];
const NOUNS = [[".day", "a day"], [".month", "a month"], [".year", "a year"], [".time", "a time"]];
const LONGEST = 20;
const BLANK = { value: null, faults: [] };

const refused = (code, suffix, detail = "") => ({ value: null, faults: [{ code, suffix, detail }] });

/** Read a day, or a day with a time, from its boxes. */
export function readDay(cell, entered, isTimed) {
  const typed = NOUNS.slice(0, isTimed ? 4 : 3).map(([suffix]) => strip(entered(suffix)));
  if (!typed.some(Boolean)) {
    return BLANK;
  }
  const [day, month, year, clock = ""] = typed;
  const wrong = wrongPart(day, month, year);
  if (wrong) {
    return wrong;
  }
  const isWhole = day && month && year;
  const found = isWhole ? dayOf(Number(year), monthOf(month), Number(day)) : null;
  if (isWhole && !found) {
    return refused("not-a-date", ".day");
  }
  const time = readClock(clock);
  if (clock && !time) {
    return refused("not-a-time", ".time");
  }
  if (!typed.every(Boolean)) {
    return lacking(typed);
  }
  return within(cell, { type: isTimed ? "date-time" : "date", text: isTimed ? `${found}T${time}` : found }, ".day");
}

/** Read a time of day. */
export function readTime(cell, entered) {
  const text = strip(entered(""));
  if (!text) {
    return BLANK;
  }
  const clock = readClock(text);
  return clock ? within(cell, { type: "time", text: clock }, "") : refused("not-a-time", "");
}

function wrongPart(day, month, year) {
  if (day && !DAY.test(day)) {
    return refused("not-a-date", ".day");
  }
  if (month && !monthOf(month)) {
    return refused("not-a-date", ".month");
  }
  if (year && !YEAR.test(year)) {
    return refused("not-a-date", ".year", year.length > LONGEST ? "" : "year");
  }
  const isOutside = year && (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR);
  return isOutside ? refused("not-a-date", ".year", "range") : null;
}

function monthOf(text) {
  return MONTH.test(text) ? Number(text) : (MONTHS.get(text.toLowerCase().replace(/\.$/, "")) ?? null);
}

function lacking(typed) {
  const missing = NOUNS.filter((_, index) => typed[index] === "");
  const nouns = missing.map(([, noun]) => noun);
  const last = nouns.pop();
  return refused("incomplete", missing[0][0], nouns.length ? `${nouns.join(", ")} and ${last}` : last);
}

function readClock(typed) {
  const text = typed.toLowerCase();
  const full = TWENTY_FOUR.exec(text);
  if (full) {
    return `${(full[1] ?? full[3]).padStart(2, "0")}:${full[2] ?? full[4]}`;
  }
  const half = TWELVE.exec(text);
  if (half) {
    const hour = (Number(half[1]) % 12) + (half[3] === "a" || half[4] === "yb" ? 0 : 12);
    return `${String(hour).padStart(2, "0")}:${half[2] ?? "00"}`;
  }
  return SPOKEN.get(text) ?? null;
}

/** The value, unless it lies beyond a bound that the spec writes down. */
function within(cell, value, suffix) {
  for (const [setting, code, sign] of [["earliest", "too-early", -1], ["latest", "too-late", 1]]) {
    const written = cell.settings?.[setting];
    const bound = typeof written === "string" ? dated(written) : null;
    if (bound && (inOrder(value, bound) ?? 0) * sign > 0) {
      return refused(code, suffix, written);
    }
  }
  return { value, faults: [] };
}
