// Here lives the place on a draft's list of sections where it is taken along, with a blank one to start on the way if one is
// wanted, and removed from this device again.

import { asksToPersist, beginWorker, whyNot } from "./device.js";
import { element } from "./elements.js";
import { countOf, countedAll, dayOf } from "./operations.js";
import { keepAlive } from "./unlock.js";
import { bringUpToDate, leave, take } from "./taking.js";
import { DeviceError } from "./vault.js";
import { openedHere } from "./vault-here.js";
import { LEAST, isWrapped, wrap } from "./visit-key.js";

const NO_KEY = "Without a connection to Formspec nothing can be taken along. Connect, and open this page again.";
const GUESSABLE = `Choose ${LEAST} characters or more, which nobody else can guess.`;
const TWO = "The two are not the same: type the same one twice.";
const NOT_STARTED = "No blank form was started: there is no connection, you are signed out, or the form is not offered any more.";
const TOO_OLD = "No blank form was started, because this page is too old. Open it again, and try once more.";
const NOT_TAKEN = "A blank form was started, but is not on this device yet. Try again, or open it from the start page.";
const ANOTHER = "A blank one is on this device too: start it from On this device, also where there is no connection.";
const SET = "The passphrase is set. One from before does not open this form any more.";
const LETS_GO = "The browser may let go of it when room gets short: send what you entered soon.";
const FORBIDDEN = 403;
const find = (name) => document.getElementById(`take-along${name}`);
const { draft, kit, worker, start } = find("").dataset;
let isChoosing = false;

begin();

async function begin() {
  find("").hidden = false;
  const why = await whyNot();
  if (why) {
    find("-state").textContent = `This form cannot be taken along here. ${why}`;
    return;
  }
  try {
    const here = await openedHere();
    if (!here) {
      throw new DeviceError(NO_KEY);
    }
    const { held, vault } = here;
    await vault.renew(draft);
    if (await vault.drafts.has(draft)) {
      await bringUpToDate(vault, draft, kit);
      keepAlive(held);
    }
    await show(vault, held);
    listen(vault, held);
  } catch (fault) {
    tell(fault);
  }
}

async function show(vault, held) {
  const known = await vault.drafts.has(draft);
  find("-state").textContent = known
    ? `This form is on this device until ${dayOf(await vault.until(draft))}.`
    : "Take this form along, to fill it in where there is no connection.";
  const isChosen = await isWrapped(held);
  const isAsked = isChoosing || !isChosen;
  find("-form").hidden = known && !isAsked;
  find("-form").querySelectorAll(".field").forEach((each) => { each.hidden = !isAsked; });
  find("-form").querySelector("button").textContent = known ? "Set the passphrase" : "Take this form along";
  find("-actions").hidden = !known;
  find("-chosen").hidden = !isChosen;
  find("-chosen").querySelector("button").textContent = isChoosing ? "Leave the passphrase as it is" : "Choose another passphrase";
}

function listen(vault, held) {
  const [passphrase, again] = find("-form").querySelectorAll("input");
  find("-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const isAsked = isChoosing || !(await isWrapped(held));
    const wrong = !isAsked ? "" : [...passphrase.value.trim()].length < LEAST ? GUESSABLE : passphrase.value === again.value ? "" : TWO;
    find("-wrong").textContent = wrong;
    if (wrong) {
      passphrase.focus();
      return;
    }
    try {
      const done = await setAndTake(vault, held, isAsked && passphrase.value);
      isChoosing = false;
      passphrase.value = again.value = "";
      await show(vault, held);
      tell(done);
    } catch (fault) {
      tell(fault);
    }
  });
  find("-chosen").querySelector("button").addEventListener("click", async () => {
    isChoosing = !isChoosing;
    passphrase.value = again.value = find("-wrong").textContent = "";
    await show(vault, held).catch(tell);
    if (isChoosing) {
      passphrase.focus();
    }
  });
  const another = find("").querySelector("[data-another]");
  let blank = "";
  another?.addEventListener("click", async () => {
    another.disabled = true;
    tell("A blank form is started and taken along …");
    try {
      blank ||= await started();
      await take(vault, `${blank}/kit`);
      blank = "";
      tell(ANOTHER);
    } catch (fault) {
      tell(blank ? `${fault instanceof DeviceError ? fault.message : ""} ${NOT_TAKEN}` : fault);
    } finally {
      another.disabled = false;
    }
  });
  find("").querySelector("[data-leaves]").addEventListener("click", async () => {
    try {
      const { words, is } = await unsentHere(vault);
      if (words) {
        tell(`${words} on this device ${is} not sent. Send ${is === "is" ? "it" : "them"} first, or save a copy: see what is on this device.`);
        return;
      }
      await leave(vault, draft);
      await show(vault, held);
      tell("This form is not on this device any more.");
    } catch (fault) {
      tell(fault);
    }
  });
}

/** Wrap the key by a passphrase, where there is one; take the draft along, unless that was asked for alone; gives what to say of it. */
async function setAndTake(vault, held, passphrase) {
  if (passphrase && (await vault.drafts.has(draft))) {
    await wrap(held, passphrase);
    return SET;
  }
  tell("Taking it along …");
  await beginWorker(worker);
  if (passphrase) {
    await wrap(held, passphrase);
  }
  await take(vault, kit);
  keepAlive(held);
  const lasts = await asksToPersist();
  return `This form is on this device now. ${lasts ? "" : LETS_GO}`;
}

/** Start a blank draft of this form, as the button on the form's page does; gives its address. Rejects with a DeviceError. */
async function started() {
  const body = new URLSearchParams({ csrf: find("-actions").querySelector("input[name=csrf]").value });
  const answer = await fetch(start, { method: "POST", body }).catch(() => null);
  const place = answer?.ok ? new URL(answer.url).pathname : "";
  if (!place.startsWith("/drafts/")) {
    throw new DeviceError(answer?.status === FORBIDDEN ? TOO_OLD : NOT_STARTED);
  }
  return place;
}

async function unsentHere(vault) {
  const [operations, photos] = [await vault.operations(draft).all(), await vault.photos(draft).all()];
  return { words: countedAll(operations, photos), is: countOf(operations) + photos.length === 1 ? "is" : "are" };
}

function tell(what) {
  const sentence = what instanceof DeviceError ? what.message : what instanceof Error ? `Nothing was done: something went wrong on this page (${what.name}).` : what;
  find("-told").replaceChildren(element("p", sentence));
}
