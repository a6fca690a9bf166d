// Here lives where the lines that two people changed stand, in a text that goes on changing while they are asked about:
// each place moves with what comes and goes before it, and is gone as soon as somebody writes in it.

import { difference } from "./plain-box.js";

export function placesIn(box, text, clashes) {
  const places = new Map(clashes.map((each) => [each, placeOf(text, each)]));
  let seen = text;
  let isUsing = false;

  function follow() {
    const now = box.text();
    if (!isUsing && now !== seen) {
      move(difference(seen, now));
      seen = now;
    }
  }

  function move({ start, end, text }) {
    const longer = text.length - (end - start);
    for (const place of places.values()) {
      if (start >= place.end) {
        continue;
      }
      place.isGone ||= end > place.start;
      place.start += longer;
      place.end += longer;
    }
  }

  function stands({ start, end, isGone }, yours) {
    const begins = start === 0 || seen[start - 1] === "\n";
    const ends = yours === "" || yours.endsWith("\n") || end === seen.length;
    return !isGone && begins && ends && seen.slice(start, end) === yours;
  }

  // Puts their lines in the place of yours, and returns whether that was done: it is not where yours stand no longer.
  function use(clash) {
    follow();
    const place = places.get(clash);
    if (!stands(place, clash.yours)) {
      return false;
    }
    const { start, end } = place;
    const isCut = clash.theirs !== "" && !clash.theirs.endsWith("\n") && end < seen.length;
    const change = { start, end, text: isCut ? `${clash.theirs}\n` : clash.theirs };
    places.delete(clash);
    move(change);
    isUsing = true;
    box.change(change);
    isUsing = false;
    seen = box.text();
    return true;
  }

  follow();
  return { follow, use, line: (clash) => seen.slice(0, places.get(clash)?.start).split("\n").length };
}

function placeOf(text, { line, yours }) {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.join("\n").length + (before.length ? 1 : 0);
  return { start, end: start + yours.length, isGone: false };
}
