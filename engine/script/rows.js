// Here lives which rows a group has, from what was entered. A row is known by an id of small letters and digits that
// never changes while rows come and go around it. In a group that a person adds rows to, the entry that is named by the
// row's address says `row` while the row is there.

import { concrete } from "./layout.js";

export const ROW = "row";
const ID = /^[0-9a-z]{1,16}$/;
const MOST_ROWS = 100;
const MOST_MARKED = 200;

/** The ids of rows that somebody added, by the name of their group. */
export function marked(entries) {
  const found = new Map();
  for (const [name, text] of Object.entries(entries)) {
    if (text !== ROW) {
      continue;
    }
    const end = name.lastIndexOf(".");
    const [group, id] = [name.slice(0, end), name.slice(end + 1)];
    if (ID.test(id)) {
      found.set(group, [...(found.get(group) ?? []), id]);
    }
  }
  return found;
}

/** The rows of one group: each with its group, its id, what names in it begin with, and the row around it. */
export function rowsIn(place, name, outer, state) {
  return idsIn(place.question.group, name, outer, state).map((id) => ({ group: place, id, prefix: `${name}.${id}`, outer }));
}

function idsIn(group, name, outer, state) {
  if (group.exactly !== undefined && group.exactly !== null) {
    return numbers(Number(group.exactly));
  }
  if (group.asManyAs) {
    return numbers(counted(group.asManyAs, outer, state));
  }
  const ids = (state.marked.get(name) ?? []).slice(0, MOST_MARKED);
  for (const spare of numbers(MOST_ROWS)) {
    if (ids.length < Number(group.least ?? 0) && !ids.includes(spare)) {
      ids.push(spare);
    }
  }
  return ids.sort(inOrder);
}

/** How the ids of two rows stand to each other: the shorter one first, then by their signs. */
export function inOrder(one, other) {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

function numbers(count) {
  return Array.from({ length: Math.min(count, MOST_ROWS) }, (_, index) => String(index + 1));
}

/** The whole number that was entered; 0 where there is none, or it is malformed or not asked. */
function counted(address, outer, state) {
  const place = state.layout.places.get(address)?.cells[0];
  const number = place ? state.values.get(concrete(place, outer))?.number : null;
  return number && number.top > 0n ? Number(number.top / number.bottom) : 0;
}
