// Here lives the adding and removing of rows on a page. A row that is removed can be put back until another one is.

import { inOrder } from "./rows.js";

const INPUT = "input:not([type=hidden]), textarea, select";
const TIME_LENGTH = 9;
const CHANCE_LENGTH = 3;

let lastTime = 0;

/** Watch the buttons of a form's rows; `changed` is called after each change, `told` says what happened. */
export function prepareRows(form, { changed, told }) {
  let undo = null;

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add], button[data-remove], button[data-undo]");
    if (button && button.form === form) {
      event.preventDefault();
      (button.dataset.add ? add : button.dataset.remove ? remove : putBack)(button);
    }
  });

  function add({ dataset }) {
    const row = newRow(form, dataset.add, freshId());
    touch(row);
    focusIn(row);
  }

  function remove({ dataset }) {
    const row = document.getElementById(dataset.remove);
    const name = nameOf(row);
    const previous = previousRow(row);
    undo?.line.remove();
    undo = { row, line: undoLine(name) };
    row.replaceWith(undo.line);
    touch(undo.line);
    focusAfter(previous, row.dataset.rowof);
    told(`${name} is removed.`);
  }

  function putBack() {
    const { row, line } = undo;
    line.replaceWith(row);
    undo = null;
    touch(row);
    focusIn(row);
    told(`${nameOf(row)} is back.`);
  }

  /** Go on at the button of the row before, or at the one that adds rows. */
  function focusAfter(previous, group) {
    const own = previous && form.querySelector(`button[data-remove="${previous.id}"]`);
    const buttons = [own, form.querySelector(`button[data-add="${group}"]`), undo.line.querySelector("button")];
    buttons.find((button) => button && !button.hidden)?.focus();
  }

  /** Let the page's other scripts know that something is not saved, and show what follows from it. */
  function touch(element) {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    changed();
  }

  return { keepUp: (state) => keepUp(form, state) };
}

/** Have the rows that the rules say there are, with their numbers, and the buttons that may be pressed. */
export function keepUp(form, state) {
  for (const [group, rows] of state.rows) {
    if (!form.querySelector(`[data-rows="${group}"]`)) {
      continue;
    }
    rows.filter(({ prefix }) => !document.getElementById(prefix)).forEach(({ id }) => newRow(form, group, id));
    rows.forEach(number);
    const add = form.querySelector(`button[data-add="${group}"]`);
    if (add) {
      add.hidden = rows.length >= Number(add.dataset.most);
      const removes = rows.flatMap(({ prefix }) => [...form.querySelectorAll(`button[data-remove="${prefix}"]`)]);
      removes.forEach((button) => { button.hidden = rows.length <= Number(add.dataset.least); });
    }
  }
}

function number({ prefix }, index) {
  const row = document.getElementById(prefix);
  const places = [...(row?.querySelectorAll("[data-rownumber]") ?? [])];
  for (const place of places.filter((each) => each.closest("[data-rowof]") === row)) {
    place.textContent = String(index + 1);
  }
}

/** Copy the row that a group's template holds, under an id of its own, to where it stands by its id. */
function newRow(form, group, id) {
  const template = form.querySelector(`template[data-row="${group}"]`);
  const copy = template?.content.cloneNode(true);
  const row = copy?.querySelector(`[data-rowof="${group}"]`);
  if (!row) {
    return null;
  }
  rename(copy, row.id.slice(group.length + 1), id);
  const around = form.querySelector(`[data-rows="${group}"]`);
  const idOf = (each) => each.id.slice(group.length + 1);
  const after = [...around.children].find((each) => each.dataset.rowof === group && inOrder(idOf(each), id) > 0);
  around.insertBefore(row, after ?? null);
  return row;
}

/** Put the id of a row wherever its stand-in stands: in names, ids, references and words, and in further templates. */
function rename(node, standIn, id) {
  for (const each of node.querySelectorAll("*")) {
    for (const attribute of each.attributes) {
      attribute.value = attribute.value.replaceAll(standIn, id);
    }
    if (each instanceof HTMLTemplateElement) {
      rename(each.content, standIn, id);
    }
  }
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.nodeValue = texts.currentNode.nodeValue.replaceAll(standIn, id);
  }
}

/** An id that no row has, and that comes after all that were given before. */
export function freshId() {
  lastTime = Math.max(Date.now(), lastTime + 1);
  const chance = Math.floor(Math.random() * 36 ** CHANCE_LENGTH);
  return lastTime.toString(36).padStart(TIME_LENGTH, "0") + chance.toString(36).padStart(CHANCE_LENGTH, "0");
}

function undoLine(name) {
  const line = document.createElement("p");
  line.className = "undo";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second";
  button.dataset.undo = "yes";
  button.textContent = "Undo";
  line.append(`${name} is removed. `, button);
  return line;
}

/** What a row is called: the words of its legend. */
function nameOf(row) {
  return (row.querySelector("legend")?.textContent ?? "The row").trim().replace(/\s+/g, " ");
}

function focusIn(row) {
  const inputs = [...(row?.querySelectorAll(INPUT) ?? [])];
  (inputs.find((each) => !each.closest("[hidden]")) ?? row)?.focus();
}

function previousRow(row) {
  let before = row.previousElementSibling;
  while (before && !before.dataset.rowof) {
    before = before.previousElementSibling;
  }
  return before;
}
