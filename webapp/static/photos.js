// Here lives what is kept of photos and files until the server has each: the keeping, and the sending of what waits, one
// after the other and from one document at a time. It knows nothing of a page: what it comes to is told as events.
//
// A photo is {id, draft, title, form, version, address, name, size, type, shows, longest, chosen, received}, with a caption
// {…, says, said}, and, once the server will not have it, {…, refused: sentence}. `id` is the upload's, `shows` the prompt that
// it was chosen for, `longest` how long a caption may be, `said` the captions with which it was sent, as an answer may be lost,
// `chosen` the moment in milliseconds, `received` how many bytes the server was known to have.

import { isStuck } from "./operations.js";
import { NotSent, NotTaken, askAfter, upload } from "./uploading.js";
import { DeviceError } from "./vault.js";

const LOOKS_EACH = 2000;
const ASKS = 3;
const LOST = "This device has let go of it, so it cannot be sent. Remove it here, and add it again.";

/**
 * Tells this document of sendings: `photo` events, with {photo} and one of `received`, `answer`, `refused`
 * or `waits`, and of a `change` of what is kept.
 */
export const sendings = new EventTarget();

let turn = null;
let isAsked = false;

/** Keep a photo with its bytes; it is kept when this comes back. Rejects with a DeviceError. */
export async function keepPhoto(vault, photo, blob) {
  await vault.photos(photo.draft).put(photo, blob);
  sendings.dispatchEvent(new Event("change"));
}

/** Ask for a photo that was refused to be tried once more. Rejects with a DeviceError. */
export async function tryAgain(vault, photo) {
  await amend(vault, photo, () => ({ refused: undefined }));
  return sendPhotos(vault);
}

/**
 * The name of the lock that is held while a caption is typed: until then, its photo is not sent, so that nobody is cut short.
 */
export const captionLock = ({ id }) => `formspec-caption-${id}`;

/** Keep the caption of a photo that waits; of one that was just sent, nothing. Rejects with a DeviceError. */
export const keepCaption = (vault, photo, says) => amend(vault, photo, () => ({ says }));

/** Change what is known of a photo, by what is known by then; gives it, null where it waits no more. Rejects with a DeviceError. */
function amend(vault, { draft, id }, change) {
  return navigator.locks.request(`formspec-photo-${id}`, async () => {
    const before = await vault.photos(draft).get(id);
    const after = before && { ...before, ...change(before) };
    await (after && vault.photos(draft).update(after));
    return after ?? null;
  });
}

/**
 * Look at the photos of a draft that are kept, now, at every news of them, and every so often, as another page may keep or
 * send some; `show` is given all of them, and the moment from before they were looked for. Gives what looks once more, and what
 * comes back after the first time, as {look, first}.
 */
export function keepLooking(vault, draft, show) {
  const look = () => {
    const moment = Date.now();
    return vault.photos(draft).all().then((photos) => show(photos, moment)).catch(() => {});
  };
  ["photo", "change"].forEach((each) => sendings.addEventListener(each, look));
  setInterval(look, LOOKS_EACH);
  return { look, first: look() };
}

/** Keep a photo no longer. Rejects with a DeviceError. */
async function removePhoto(vault, { draft, id }) {
  await vault.photos(draft).remove(id);
  await vault.blobs.remove(id);
  sendings.dispatchEvent(new Event("change"));
}

/**
 * Keep a photo no longer because somebody takes it out. Gives it as it was kept, and whether all of it had come to the server,
 * which may have added it all the same, as {photo, mayBeThere}. Rejects with a DeviceError.
 */
export async function takeOut(vault, photo) {
  const gone = await vault.photos(photo.draft).take(photo.id);
  await vault.blobs.remove(photo.id);
  sendings.dispatchEvent(new Event("change"));
  return { photo: gone ?? photo, mayBeThere: !gone || gone.received >= gone.size };
}

/**
 * Find out whether the server added a photo that was taken out here, and give it; where it did, its answer is told as that of
 * any other. It may still be at it: whoever sent the photo is waited for, and asked some more. Rejects with NotSent.
 */
export async function wasAdded(vault, photo) {
  for (let asks = 0; asks < ASKS; asks += 1) {
    const answer = await askAfter(photo);
    if (Number.isInteger(answer.base)) {
      tell(photo, { answer });
      return true;
    }
    if (answer.received < photo.size) {
      return false;
    }
    await navigator.locks.request(lockOf(vault), () => {});
    await new Promise((go) => { setTimeout(go, LOOKS_EACH); });
  }
  return false;
}

const lockOf = ({ who }) => `formspec-photos-${who}`;

/** The photos of an account that wait, of all drafts; those that were refused are not among them. */
export async function unsentPhotos(vault) {
  return [...(await vault.waitingPhotos()).values()].flat().filter(({ refused }) => !refused);
}

/**
 * Send what waits, once no other document does; gives whether some are left to be tried again. Rejects with a DeviceError.
 */
export function sendPhotos(vault) {
  isAsked = true;
  turn ??= navigator.locks.request(lockOf(vault), () => sendAll(vault)).finally(() => {
    turn = null;
    return isAsked && sendPhotos(vault);
  });
  return turn;
}

async function sendAll(vault) {
  let isLeft = false;
  while (isAsked) {
    isAsked = false;
    isLeft = false;
    for (const photo of await unsentPhotos(vault)) {
      const came = await sendOne(vault, photo);
      isLeft ||= came === "left" || came === "cut";
      if (came === "cut") {
        return isLeft;
      }
    }
  }
  return isLeft;
}

/** Send a photo. Gives what it came to: sent, gone, refused, left for later, or cut, where no other would get through. */
async function sendOne(vault, photo) {
  const kept = vault.photos(photo.draft);
  const told = async (received) => {
    tell(photo, { received });
    await amend(vault, photo, () => ({ received })).catch(() => {});
    return Boolean(await kept.get(photo.id));
  };
  let says = "";
  const rest = () => navigator.locks.request(captionLock(photo), { ifAvailable: true }, (lock) => {
    if (!lock) {
      throw new NotSent("", true);
    }
  });
  const caption = async () => {
    await rest();
    const trying = (now) => ({ said: [...new Set([...(now.said ?? []), now.says ?? ""])] });
    const now = await amend(vault, photo, trying);
    if (!now) {
      return null;
    }
    says = now.says ?? "";
    const said = (now.said ?? []).filter((each) => each !== says);
    return { says, ...(said.length && { said: said.join("\n") }) };
  };
  const isSaidOtherwise = async () => {
    await rest();
    return ((await kept.get(photo.id))?.says ?? says) !== says;
  };
  let answer = null;
  try {
    const blob = await vault.blobs.get(photo.id);
    if (!blob) {
      throw new NotTaken(LOST);
    }
    do {
      answer = await upload(photo, blob, { who: vault.who, told, caption });
    } while (answer && (await isSaidOtherwise()));
  } catch (fault) {
    if (fault instanceof NotSent) {
      tell(photo, { waits: fault.message });
      return fault.isAlone ? "left" : "cut";
    }
    if (fault instanceof NotTaken || fault instanceof DeviceError) {
      return refuse(vault, photo, fault.message);
    }
    throw fault;
  }
  if (!answer) {
    return "gone";
  }
  await learn(vault, photo, answer).catch(() => {});
  await removePhoto(vault, photo);
  tell(photo, { answer });
  return "sent";
}

/** Know which files an answer has, where its draft was taken along: `entry` is what names them, `cleared` what went with it. */
function learn(vault, { draft, address }, { entry, before, base, cleared = [] }) {
  return vault.drafts.alone(draft, async () => {
    const known = await vault.drafts.get(draft);
    if (known && known.revision <= base && typeof entry === "string") {
      const revision = known.revision === before ? base : known.revision;
      const blank = Object.fromEntries(cleared.map((name) => [name, ""]));
      await vault.drafts.put(draft, { ...known, revision, entries: { ...known.entries, [address]: entry, ...blank } });
    }
  });
}

/** Keep why a photo is not taken; while words of its draft are still to be sent, it may be taken after them. */
async function refuse(vault, photo, refused) {
  const operations = await vault.operations(photo.draft).all();
  if (operations.some((each) => each.kind === "save" && !isStuck(each))) {
    tell(photo, { waits: "" });
    return "left";
  }
  tell((await amend(vault, photo, () => ({ refused }))) ?? photo, { refused });
  return "refused";
}

function tell(photo, came) {
  sendings.dispatchEvent(new CustomEvent("photo", { detail: { photo, ...came } }));
}
