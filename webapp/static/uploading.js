// Here lives the way of one photo or file to the server: in pieces, from where the server has come to, however often it is
// begun. It keeps nothing, and knows nothing of a page but its token.

const PIECE = 256 * 1024;
const PATIENCE = 120_000;
const SIGN_IN = 401;
const EXPIRED = 403;
const OFTEN = 429;
const FAILS = 500;
let token = "";

/** A photo that the server will never take as it is; the message says why. */
export class NotTaken extends Error {}

/**
 * A photo that did not get through this time. The message is what the server said, where it has to be known: of signing in.
 * `isAlone` says that others may get through: something answered, if only to this one.
 */
export class NotSent extends Error {
  constructor(said = "", isAlone = false) {
    super(said);
    this.isAlone = isAlone;
  }
}

/**
 * Send a photo, {id, draft, address, name, shows, size}, for an account, "" where there are none. `told` is given how many
 * bytes have come, and gives whether to go on; `caption` gives, once all have, {says, said}: its caption by then, and, where
 * it was sent with others before, those, a line each; null where it is not to go on; it may reject as this does. Gives what
 * the server answers, {file, before, base}; null where it was not to go on. Rejects with NotTaken or NotSent.
 */
export async function upload(photo, blob, { who, told, caption = () => ({}) }) {
  const { id, address, name, shows } = photo;
  let { received } = await ask(photo, "", { id, name, shows, size: blob.size, address, who });
  while (received < blob.size) {
    if (!(await told(received))) {
      return null;
    }
    ({ received } = await ask(photo, `/${id}/pieces`, { at: received }, blob.slice(received, received + PIECE)));
  }
  const said = (await told(received)) && (await caption());
  return said ? ask(photo, `/${id}/done`, said) : null;
}

/** What became of a photo that another page sent or removed: {file, before, base}, null where it was not added. */
export async function settled(photo) {
  const told = await askAfter(photo).catch(() => ({}));
  return Number.isInteger(told.base) ? told : null;
}

/** What the server says of a photo: {file, before, base} where it was added, else {received}. Rejects with NotSent. */
export async function askAfter({ draft, id }) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const told = await (await fetch(`/drafts/${draft}/uploads/${id}`, { cache: "no-store", redirect: "error", signal })).json();
    if ([told.base, told.received].some(Number.isInteger)) {
      return told;
    }
  } catch {
    throw new NotSent();
  }
  throw new NotSent();
}

/** Ask the server; what does not answer as Formspec does, such as a network that wants a sign-in first, is not the server. */
async function ask(photo, path, fields, piece, isAgain = false) {
  const { status, body } = await post(`/drafts/${photo.draft}/uploads${path}`, fields, piece);
  if (status === EXPIRED && body.csrf && !isAgain) {
    renew(body.csrf);
    return ask(photo, path, fields, piece, true);
  }
  const isTold = Number.isInteger(path.endsWith("/done") ? body.base : body.received);
  if (status >= 200 && status < 300 && isTold) {
    return body;
  }
  if (status === SIGN_IN) {
    throw new NotSent(body.refused);
  }
  if (status >= 400 && status < FAILS && status !== OFTEN && typeof body.refused === "string" && !body.csrf) {
    throw new NotTaken(body.refused);
  }
  throw new NotSent("", status !== 0 && status !== OFTEN);
}

async function post(address, fields, piece) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, csrf: document.querySelector("input[name=csrf]")?.value ?? token })) {
    body.append(name, value);
  }
  if (piece) {
    body.append("piece", piece, "piece");
  }
  try {
    const answer = await fetch(address, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    return { status: answer.status, body: (await answer.json().catch(() => null)) ?? {} };
  } catch {
    return { status: 0, body: {} };
  }
}

function renew(fresh) {
  token = fresh;
  document.querySelectorAll("input[name=csrf]").forEach((each) => { each.value = fresh; });
}
