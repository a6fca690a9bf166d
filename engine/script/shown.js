// Here lives how an answer is read by a person: a number with its unit, a day as 23 November 2026, an option by its label.

import { dated, isDated } from "./calendar.js";
import { writtenNumber } from "./comparing.js";
import { decimal } from "./rationals.js";

const ENGLISH = {
  months: "January February March April May June July August September October November December".split(" "),
  at: "{day} at {time}",
  am: "{hour}am",
  pm: "{hour}pm",
  midday: "midday",
  midnight: "midnight",
};
const CURRENCIES = "£$€";

/** The answer of this name as it is read, "" when there is none; several lines where it has several. */
export function shown(name, state) {
  const { cell } = state.answers.get(name) ?? {};
  const value = state.answers.get(name)?.value ?? state.calculated.get(name);
  if (!value) {
    return "";
  }
  return shownValue(value, { ...cell, words: state.words.get(name), label: state.names.get(name) });
}

/** A value as it is read, under the settings of its cell. */
export function shownValue(value, cell = {}) {
  if (cell.label && !cell.options?.length) {
    return cell.label;
  }
  if (value.type === "number") {
    return shownNumber(value.number, cell.settings?.unit ?? cell.unit ?? "", isWhole(cell));
  }
  if (value.type === "option" || value.type === "options") {
    return shownOptions(value, cell);
  }
  return isDated(value) ? shownMoment(value, cell.spoken) : (value.text ?? (value.lines ?? []).join("\n"));
}

function shownOptions(value, { options = [], words }) {
  const chosen = value.texts ?? [value.text];
  const said = value.type === "option" ? { [value.text]: value.said } : value.said;
  const labelled = (option) => words?.get(option.value) ?? option.label;
  const own = options.filter((option) => chosen.includes(option.value));
  return own.map((option) => labelled(option) + (said?.[option.value] ? `: ${said[option.value]}` : "")).join("\n");
}

/** A bound as a sentence shows it; today and what is neither a number nor a day stay as they are. */
export function readBound(cell, text) {
  const [number, moment] = [writtenNumber(text), dated(text)];
  if (moment) {
    return shownMoment(cell.kind === "date" ? { ...moment, text: moment.text.slice(0, 10) } : moment, cell.spoken);
  }
  return number ? shownNumber(number, cell.settings?.unit ?? "", true) : text;
}

/** Whether every number of a cell is whole, because its spec says so. */
const isWhole = ({ settings, places }) => Boolean(settings?.whole) || Number(settings?.decimalPlaces ?? places ?? 1) === 0;

/** 1,250, 12 hours, 85%, £12.50, £12.00, and £12 where all are whole. */
function shownNumber(number, unit, allWhole) {
  const written = decimal(number);
  const sign = written.startsWith("-") ? "-" : "";
  const [whole, behind = ""] = written.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  if (unit && CURRENCIES.includes(unit)) {
    return `${sign}${unit}${grouped}${behind || !allWhole ? `.${behind.padEnd(2, "0")}` : ""}`;
  }
  return `${sign}${grouped}${behind && `.${behind}`}${unit && unit !== "%" ? " " : ""}${unit}`;
}

/** A day as 23 November 2026, or a time; `spoken` has the words for that in the language of the form. */
function shownMoment({ type, text }, spoken = ENGLISH) {
  if (type === "time") {
    return shownTime(text, spoken);
  }
  const [day, clock] = text.split("T");
  const [year, month, number] = day.split("-").map(Number);
  const shownDay = `${number} ${spoken.months[month - 1]} ${year}`;
  return clock ? spoken.at.replace("{day}", shownDay).replace("{time}", shownTime(clock, spoken)) : shownDay;
}

/** 14:30 as 2:30pm, and the two times that have names as midday and midnight. */
function shownTime(text, spoken) {
  const [hour, minute] = text.split(":").map(Number);
  if (!minute && hour % 12 === 0) {
    return hour ? spoken.midday : spoken.midnight;
  }
  const minutes = minute ? `:${text.slice(3)}` : "";
  return (hour >= 12 ? spoken.pm : spoken.am).replace("{hour}", `${((hour + 11) % 12) + 1}${minutes}`);
}
