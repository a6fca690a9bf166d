// Keeps up on a page who else has its draft open, while it is in sight. The words change only when they are others, so
// that nobody is told the same again.
const line = document.getElementById("here");
const EVERY = 20_000;
const UNKNOWN = "It is not known just now who else is here.";

async function ask() {
  if (document.hidden) {
    return;
  }
  const body = new URLSearchParams({
    csrf: document.querySelector("input[name=csrf]").value,
    section: line.dataset.section,
  });
  try {
    const answer = await fetch(line.dataset.here, { method: "POST", body });
    const { words } = answer.ok ? await answer.json() : { words: "" };
    say(words);
  } catch {
    say(UNKNOWN);
  }
}

function say(words) {
  if (line.textContent !== words) {
    line.textContent = words;
  }
}

setInterval(ask, EVERY);
window.addEventListener("online", ask);
window.addEventListener("offline", ask);
document.addEventListener("visibilitychange", ask);
