// Here lives how options are read from what was chosen, with the words that an option asks for beside it. It reads what
// `engine/kinds` reads.

import { excess, hasLineBreak, isBlank, isLonger, strip } from "./texts.js";

const SAY_LIMIT = 200;
const TICKED = "yes";
const BLANK = { value: null, faults: [] };

/** Read one option, exactly as the spec writes it. */
export function readOption(cell, entered) {
  const chosen = entered("");
  const option = cell.options.find(({ value }) => value === chosen);
  if (!option) {
    return isBlank(chosen) ? BLANK : { value: null, faults: [{ code: "not-an-option", suffix: "" }] };
  }
  const said = saidBeside(option, entered);
  const value = { type: "option", text: option.value, ...(said.text && { said: said.text }) };
  return { value: said.isWrong ? null : value, faults: said.faults };
}

/** Read which options are ticked. */
export function readOptions(cell, entered) {
  const texts = [];
  const said = {};
  const faults = [];
  for (const option of cell.options) {
    const ticked = entered(`.${option.value}`);
    if (ticked === TICKED) {
      const beside = saidBeside(option, entered);
      faults.push(...beside.faults);
      texts.push(...(beside.isWrong ? [] : [option.value]));
      Object.assign(said, beside.text && { [option.value]: beside.text });
    } else if (!isBlank(ticked)) {
      faults.push({ code: "not-an-option", suffix: `.${option.value}` });
    }
  }
  return { value: texts.length ? { type: "options", texts, said } : null, faults };
}

/** What was typed beside a chosen option that asks for words, and what is wrong with that. */
function saidBeside(option, entered) {
  const suffix = `.${option.value}.text`;
  const text = option.pleaseSay ? strip(entered(suffix)) : "";
  if (!option.pleaseSay) {
    return { faults: [] };
  }
  if (!text) {
    return { faults: [{ code: "incomplete", suffix }] };
  }
  const code = isLonger(text, SAY_LIMIT) ? "too-long" : hasLineBreak(text) ? "one-line" : "";
  return code ? { isWrong: true, faults: [{ code, suffix, detail: code === "too-long" ? excess(text, SAY_LIMIT) : "" }] } : { text, faults: [] };
}

/** What is wrong with the options chosen together: one that excludes the others, too few, or too many. */
export function optionFaults(cell, { texts }) {
  const alone = cell.options.find(({ value, exclusive }) => exclusive && texts.includes(value));
  if (alone) {
    const fault = { code: "excluded", suffix: `.${alone.value}`, detail: alone.label };
    return texts.length > 1 ? [fault] : [];
  }
  return countFaults(texts.length, cell.settings ?? {}, `.${cell.options[0].value}`);
}

/** The fault of there being too few or too many. */
export function countFaults(count, { least, most }, suffix) {
  if (least !== undefined && count < Number(least)) {
    return [{ code: "too-few", suffix, detail: String(least) }];
  }
  return most !== undefined && count > Number(most) ? [{ code: "too-many", suffix, detail: String(most) }] : [];
}
