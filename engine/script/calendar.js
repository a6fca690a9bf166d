// Here lives the calendar: days, times of day and both together, as ISO text, moved and measured by plain arithmetic.
// No clock and no time zone of the browser ever comes in. A value is {type: "date" | "date-time" | "time", text}.

import { rational } from "./rationals.js";

const FORMS = [
  ["date", /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/],
  ["date-time", /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$/],
  ["time", /^[0-9]{2}:[0-9]{2}$/],
];
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTES = { minutes: 1, hours: 60 };
const DAYS = { days: 1, weeks: 7 };
const MONTH_COUNTS = { months: 1, years: 12 };
const DAY_MINUTES = 1440;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

const two = (number) => String(number).padStart(2, "0");
const isoDay = ([year, month, day]) => `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;

/** The day, the time or both that a text gives in ISO form, or null. */
export function dated(text) {
  const form = FORMS.find(([, pattern]) => pattern.test(text));
  return form ? { type: form[0], text } : null;
}

/** Whether a value is a day, a time or both. */
export const isDated = (value) => value.type === "date" || value.type === "date-time" || value.type === "time";

export const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const monthLength = (year, month) => MONTHS[month - 1] + (month === 2 && isLeap(year) ? 1 : 0);

/** The day as 2026-11-23, or null when the calendar has no such day. */
export function dayOf(year, month, day) {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return exists ? isoDay([year, month, day]) : null;
}

/** Less than 0, 0 or more, as one comes before, with or after the other; null where they cannot be compared. */
export function inOrder(one, other) {
  if ((one.type === "time") !== (other.type === "time")) {
    return null;
  }
  const length = one.type === other.type ? undefined : "2026-11-23".length;
  const [first, second] = [one.text.slice(0, length), other.text.slice(0, length)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The value so much later, or earlier when `sign` is -1; null where that is no such value. */
export function moved(value, { number, unit }, sign) {
  const by = Number(number) * sign;
  if (unit in MINUTES) {
    return movedByMinutes(value, by * MINUTES[unit]);
  }
  if (value.type === "time") {
    return null;
  }
  const [day, clock] = value.text.split("T");
  const later = unit in DAYS ? civil(dayNumber(parts(day)) + by * DAYS[unit]) : laterMonth(parts(day), by * MONTH_COUNTS[unit]);
  return later && { type: value.type, text: isoDay(later) + (clock ? `T${clock}` : "") };
}

function movedByMinutes(value, by) {
  if (value.type === "date") {
    return null;
  }
  const minutes = minutesOf(value) + by;
  if (value.type === "time") {
    return minutes >= 0 && minutes < DAY_MINUTES ? { type: "time", text: clockOf(minutes) } : null;
  }
  const day = civil(Math.floor(minutes / DAY_MINUTES));
  const within = minutes - Math.floor(minutes / DAY_MINUTES) * DAY_MINUTES;
  return day && { type: "date-time", text: `${isoDay(day)}T${clockOf(within)}` };
}

function laterMonth([year, month, day], by) {
  const months = year * 12 + month - 1 + by;
  const [inYear, inMonth] = [Math.floor(months / 12), months - Math.floor(months / 12) * 12 + 1];
  return isYear(inYear) ? [inYear, inMonth, Math.min(day, monthLength(inYear, inMonth))] : null;
}

/** The time from one value to another in a unit, as an exact number; null where there is none. */
export function between(from, to, unit) {
  const timed = (from.type === "time") + (to.type === "time");
  if (timed === 1 || (timed && !(unit in MINUTES))) {
    return null;
  }
  if (unit in MINUTES) {
    return rational(BigInt(minutesOf(to) - minutesOf(from)), BigInt(MINUTES[unit]));
  }
  const [first, second] = [parts(from.text), parts(to.text)];
  const length = unit in DAYS ? dayNumber(second) - dayNumber(first) : monthsBetween(first, second);
  return rational(BigInt(Math.trunc(length / (DAYS[unit] ?? MONTH_COUNTS[unit]))));
}

function monthsBetween(first, second) {
  if (dayNumber(second) < dayNumber(first)) {
    return -monthsBetween(second, first);
  }
  return (second[0] - first[0]) * 12 + second[1] - first[1] - (second[2] < first[2] ? 1 : 0);
}

const isYear = (year) => year >= FIRST_YEAR && year <= LAST_YEAR;
const parts = (text) => [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
const clockOf = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** How many minutes a value lies behind midnight, or behind the midnight before the first of all days. */
function minutesOf(value) {
  const clock = value.type === "time" ? value.text : (value.text.split("T")[1] ?? "00:00");
  const day = value.type === "time" ? 0 : dayNumber(parts(value.text));
  return day * DAY_MINUTES + Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** How many days a day lies behind 1 March of the year 0: each year is thought to end with its February. */
function dayNumber([year, month, day]) {
  const counted = month > 2 ? year : year - 1;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return counted * 365 + Math.floor(counted / 4) - Math.floor(counted / 100) + Math.floor(counted / 400) + inYear;
}

/** The day of such a number, or null outside the years 1900 to 2199. */
function civil(number) {
  const era = Math.floor(number / 146097);
  const inEra = number - era * 146097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shifted = Math.floor((5 * inYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const found = year + era * 400 + (month <= 2 ? 1 : 0);
  return isYear(found) ? [found, month, inYear - Math.floor((153 * shifted + 2) / 5) + 1] : null;
}
