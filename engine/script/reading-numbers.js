// Here lives how a number is read from what somebody typed: with a comma before each three digits or with none, and with
// its unit on either side. It reads what `engine/kinds` reads.

import { compare, parse } from "./rationals.js";
import { isBlank, strip } from "./texts.js";

const LONGEST = 30;
const DIGITS = 15;
const NUMBER = String.raw`((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)`;
const patterns = new Map();

const refused = (code, detail = "") => ({ value: null, faults: [{ code, suffix: "", detail }] });

/** Read a number. */
export function readNumber(cell, entered) {
  if (isBlank(entered(""))) {
    return { value: null, faults: [] };
  }
  const settings = cell.settings ?? {};
  const written = strip(entered("")).length > LONGEST ? null : typed(entered(""), settings.unit ?? "");
  return written === null ? refused("not-a-number") : judged(settings, written);
}

/** The digits that were typed, with a point and a minus where they are needed, or null. */
function typed(text, unit) {
  const found = patternOf(unit.toLowerCase()).exec(strip(text).replaceAll("\u2212", "-").replaceAll("\xa0", " ").toLowerCase());
  if (!found) {
    return null;
  }
  const sign = (found[1] ?? found[2]) === "-" ? "-" : "";
  const number = found[3].replaceAll(",", "");
  return sign + (number.startsWith(".") ? `0${number}` : number);
}

function patternOf(unit) {
  if (!patterns.has(unit)) {
    const [first, last] = [unit || "£", unit].map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
    const signed = `(?:([+-])(?:${first} ?)?|(?:${first} ?)?([+-])?)`;
    patterns.set(unit, new RegExp(`^${signed}${NUMBER}(?: ?${last})?$`));
  }
  return patterns.get(unit);
}

function judged({ whole, decimalPlaces, least, most }, written) {
  const [before, behind = ""] = written.replace("-", "").split(".");
  const places = behind.replace(/0+$/, "").length;
  if (whole && places) {
    return refused("not-a-number", "whole");
  }
  if (decimalPlaces !== undefined && places > Number(decimalPlaces)) {
    return refused("too-precise");
  }
  const number = parse(written);
  if (least !== undefined && compare(number, parse(String(least))) < 0) {
    return refused("too-small", String(least));
  }
  if (most !== undefined && compare(number, parse(String(most))) > 0) {
    return refused("too-large", String(most));
  }
  const isTooLong = before.replace(/^0+/, "").length + places > DIGITS;
  return isTooLong ? refused("not-a-number", "digits") : { value: { type: "number", number }, faults: [] };
}
