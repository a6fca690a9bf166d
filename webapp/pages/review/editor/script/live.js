// Here lives the asking of the server while somebody types: one question at a time, of which only the newest counts.

// Returns a function that calls another once nothing has asked for it for so many milliseconds.
export function pause(milliseconds, act) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, milliseconds);
  };
}

// Returns a function that posts words to an address. It gives {status, body}, status 0 when nothing answered, and null
// when it was asked again meanwhile.
export function asker(form, address) {
  let newest = null;
  return async (words) => {
    newest?.abort();
    const own = new AbortController();
    newest = own;
    const answer = await post(form, address, words, own.signal);
    return own === newest ? answer : null;
  };
}

// Whether a status is of a trouble that may pass by itself: nothing answered, or the server could not just then.
export function isPassing(status) {
  return status === 0 || status >= 500;
}

// Posts words to an address, once more with the fresh token that an answer gives to a page whose own has grown too old.
export async function post(form, address, words, signal) {
  const answer = await send(form, address, words, signal);
  if (!answer.body.csrf) {
    return answer;
  }
  for (const each of document.querySelectorAll("input[name=csrf]")) {
    each.value = answer.body.csrf;
  }
  return send(form, address, words, signal);
}

async function send(form, address, words, signal) {
  const writer = form.elements.writer?.value;
  const body = new URLSearchParams({ csrf: form.elements.csrf.value, ...(writer ? { writer } : {}), ...words });
  try {
    const answer = await fetch(address, { method: "POST", body, signal });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, body: isJson ? await answer.json() : {} };
  } catch {
    return { status: 0, body: {} };
  }
}
