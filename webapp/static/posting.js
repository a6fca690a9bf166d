// Here lives the way of one operation to the server, and of what it answers to the outbox; and whether the server answers.

const PATIENCE = 20_000;
const STANDING = "/account/standing";
const STANDS_IN = 8000;
const MOST_KEPT_ALIVE = 60_000;
const PLACES = { save: "saves", aside: "asides", submit: "submissions" };
const SIGN_IN = 401;
const BETWEEN = 502;
const OTHER = "Not saved: somebody else is signed in here now. Sign in as yourself again in another tab, then go on here.";

/**
 * A function that sends an operation on a draft for an account, "" where there are none, and gives {status, body}, status 0
 * where nothing answered, and 502 where something in between did, which knows nothing of the draft. Where the page has no
 * token, or one that has grown too old, the answer brings a fresh one; that is taken where it is for the same account, and
 * else what is sent waits for its own person. Where a fresh one has grown too old, too, as somebody signs in just then, the
 * answer is as from something in between.
 */
export function deliver({ draft, who, csrf = "" }) {
  let token = csrf;
  const ask = (op) => post(`/drafts/${draft}/${PLACES[op.kind]}`, { csrf: token, who, op: op.id, base: op.base, ...op.answers, ...op.aside });
  return async function send(op) {
    const answer = await ask(op);
    if (!answer.body.csrf) {
      return answer;
    }
    if (answer.body.who !== who) {
      return { status: SIGN_IN, body: { refused: OTHER } };
    }
    token = answer.body.csrf;
    for (const each of document.querySelectorAll("input[name=csrf]")) {
      each.value = token;
    }
    const again = await ask(op);
    return again.body.csrf ? { status: BETWEEN, body: {} } : again;
  };
}

async function post(address, entries) {
  const body = new URLSearchParams(entries);
  const keepalive = body.toString().length < MOST_KEPT_ALIVE;
  try {
    const answer = await fetch(address, { method: "POST", body, keepalive, signal: AbortSignal.timeout(PATIENCE) });
    if (isJson(answer)) {
      return { status: answer.status, body: await answer.json() };
    }
    return { status: answer.status === SIGN_IN ? SIGN_IN : BETWEEN, body: {} };
  } catch {
    return { status: 0, body: {} };
  }
}

/** Whether Formspec answers just now, and nothing else in its place. */
export async function isAnswering() {
  try {
    const answer = await fetch(STANDING, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(STANDS_IN) });
    return answer.ok && isJson(answer);
  } catch {
    return false;
  }
}

/** Whether an answer is Formspec's own, which answers scripts in JSON. */
export const isJson = ({ headers }) => headers.get("Content-Type")?.startsWith("application/json") === true;
