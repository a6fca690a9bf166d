// Here lives what is shown beside an answer that is wrong: once it has been changed and left, until it is right again.
// While somebody is still typing nothing new is found fault with. Of a page that was filled in from what was entered before
// it is shown at once, as the server does.

import { placesOf } from "./findings.js";
import { whenReleased } from "./page-pressing.js";
import { isBlank } from "./texts.js";

const AT_ONCE = new Set(["excluded", "not-offered"]);
const BY_OTHERS = "not-offered";
const REQUIRED = "required";
const CHECK = "check";
const SUFFIX = "--error";

/**
 * Watch a form; `find` looks up what is on it, `left` is called when an answer that was changed has been left, and `sign`
 * stands before each error. Gives a function that shows what is wrong.
 */
export function prepareErrors(form, { find, left, sign = "Error:" }) {
  const changed = new Set();
  const places = () => find("errors", placesIn);
  const touched = new Set(places().filter(([place]) => place.textContent).map(([, address]) => address));
  let ownerOf = () => undefined;

  form.addEventListener("input", ({ target }) => changed.add(target.name));
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const address = changed.size ? ownerOf(target.name) : undefined;
    const isChanged = address && [...changed].some((name) => ownerOf(name) === address);
    if (isChanged && ownerOf(relatedTarget?.name) !== address) {
      touched.add(address);
      setTimeout(() => whenReleased(left));
    }
  });

  /** Whether an answer has been left, or any in a group; of what is worked out, any at all. */
  function isReached(address, state) {
    const answer = state.answers.get(address);
    if (answer && !answer.cell.suffixes.length) {
      return touched.size > 0;
    }
    return touched.has(address) || (!answer && [...touched].some((each) => each.startsWith(`${address}.`)));
  }

  /**
   * Take away what is right again; show what is newly wrong beside what has been left, or is wrong at once; and, where a page
   * was filled in, whatever is wrong with its `entered`, by name.
   */
  return function show(state, { isLeft, input, entered = null }) {
    ownerOf = prepareOwners(state);
    const isOwn = (address) => ownerOf(input?.name) === address;
    const isTyped = (address) => input === document.activeElement && isOwn(address);
    const isNew = ({ code }, address) =>
      code === BY_OTHERS || (AT_ONCE.has(code) && isOwn(address)) || (isLeft && isReached(address, state) && !isTyped(address));
    const wrong = firstErrors(state.errors);
    for (const [place, address] of places()) {
      const error = wrong.get(address);
      const wasWrong = entered && error && !waits(error, entered);
      if (wasWrong) {
        touched.add(address);
      }
      if (error ? wasWrong || isNew(error, address) : place.textContent) {
        put(place, error, sign);
        mark(form, state.answers.get(address), error);
      }
    }
  };
}

/** Whether an error is one of something that is not there yet, which a draft may leave out. */
function waits({ code, address }, entered) {
  const isBegun = () => Object.entries(entered).some(([name, text]) => !isBlank(text) && (name === address || name.startsWith(`${address}.`)));
  return code === REQUIRED || (code === CHECK && !isBegun());
}

/** The first error of each answer that can be told in words, by the answer's name. */
function firstErrors(errors) {
  const told = errors.filter(({ message }) => message);
  return new Map(told.reverse().map((error) => [error.address, error]));
}

/** The places for what is wrong, each with the name of what it is about. */
const placesIn = (form) => [...form.querySelectorAll(".error")].map((place) => [place, addressOf(place)]);

const addressOf = ({ id }) => id.slice(0, -SUFFIX.length);

/** A function that gives the answer that an input belongs to, by their names; they are worked out when it is first asked. */
function prepareOwners(state) {
  let owners = null;
  return (input) => {
    owners ??= new Map([...state.answers.values()].flatMap(({ cell, name }) => placesOf(cell, name).map((each) => [each, name])));
    return owners.get(input);
  };
}

/** Put the sentence of an error, or nothing, in its place. */
function put(place, error, sign) {
  if (!error) {
    place.replaceChildren();
  } else if (!place.textContent.endsWith(error.message)) {
    const sort = document.createElement("span");
    sort.className = "visually-hidden";
    sort.textContent = sign;
    place.replaceChildren(sort, ` ${error.message}`);
  }
}

/** Mark the input that an error is about, and no other of the same answer. */
function mark(form, answer, error) {
  for (const name of answer ? placesOf(answer.cell, answer.name) : []) {
    const input = form.elements.namedItem(name);
    if (input instanceof Element && input.hasAttribute("aria-invalid")) {
      input.setAttribute("aria-invalid", String(name === error?.name));
    }
  }
}
