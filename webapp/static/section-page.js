// Here lives the beginning of a section's page with a connection: it is saved while it is filled in, with the words kept on
// this device until they are sent, where the device can; and what was taken along of the draft is brought up to date.

import { beginAttachments } from "./attachments.js";
import { formOf, holdLine } from "./lines.js";
import { keepCounting } from "./photo-count.js";
import { begin, memoryStore } from "./saving.js";
import { keepSending } from "./sending.js";
import { bringUpToDate } from "./taking.js";
import { keepAlive } from "./unlock.js";
import { openedHere } from "./vault-here.js";

const form = document.querySelector("form[data-saves]");
const takesFiles = document.querySelector("form[data-most-bytes]");
const about = document.querySelector("script[data-kit]").dataset;
const { draft, kit, tasks, following } = about;
const who = document.body.dataset.who ?? "";
const opening = openedHere();
let isTaken = false;

if (form) {
  begin(form, { opening: storeOn(opening), who, onward });
}
if (takesFiles) {
  beginAttachments(takesFiles, { opening: opening.then((here) => here?.vault), about: { draft, ...formOf(about) }, who });
}
keepUp(opening);

/** The store of this page's line on the device; one that lasts as long as the page where the device keeps nothing. */
async function storeOn(opened) {
  try {
    const here = await opened;
    return here ? await holdLine(here.vault, draft, formOf(about)) : memoryStore();
  } catch {
    return memoryStore();
  }
}

/** Where a button leads without a connection: to a page that is on the device, "" where none is. */
function onward(submitter) {
  const [then, section] = (submitter?.value ?? "").split(" ");
  const address = { continue: following, go: `${tasks}/sections/${section}` }[then] ?? tasks;
  return isTaken ? address : "";
}

async function keepUp(opened) {
  const here = await opened;
  if (!here) {
    return;
  }
  await here.vault.renew(draft);
  if (await here.vault.drafts.has(draft)) {
    isTaken = true;
    keepAlive(here.held);
    await bringUpToDate(here.vault, draft, kit);
  }
  keepCounting(here.vault, draft);
  keepSending(here.vault);
}
