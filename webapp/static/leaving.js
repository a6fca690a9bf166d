// Here lives what happens when somebody leaves a page that saves by itself: by its buttons, by a link, or by closing it. What
// was typed is handed on first, and nothing that is kept nowhere is left unasked.

/**
 * Mind the ways away from a form. The page of whoever was signed out stays while something of it waits; it goes, with what
 * is kept on the device, where somebody else has signed in. `goOn`, where the page cannot post, is what its buttons do
 * instead.
 */
export function prepareLeaving(form, saving, goOn) {
  let isPosting = false;
  const post = (submitter) => {
    isPosting = true;
    form.requestSubmit(submitter);
  };

  window.addEventListener("pagehide", () => saving.commit());
  window.addEventListener("pageshow", () => { isPosting = false; });
  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => {
      const { isUnsaved } = saving;
      saving.commit();
      if (!isPosting && (isUnsaved || (event.detail?.isOwn && saving.state && saving.isWaiting))) {
        event.preventDefault();
      }
    });
  }

  window.addEventListener("submit", (event) => {
    if (event.target !== form || isPosting) {
      return;
    }
    saving.commit();
    if (saving.outbox && !goOn && !saving.isCarried && (saving.isOver || saving.isClear)) {
      isPosting = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    saving.opened.then(() => (goOn ? onceKept(saving, () => {
      isPosting = true;
      goOn(submitter);
    }) : onceSent(form, saving, submitter, () => post(submitter))));
  }, { capture: true });

  document.addEventListener("click", (event) => follow(event, saving, { waitsToBeSent: !goOn }));
}

/** Keep what is left on this device, and go on; where it cannot be kept, stay, as the page says why. */
async function onceKept(saving, act) {
  await saving.commit();
  await saving.outbox.keep();
  if (saving.isKept) {
    act();
  }
}

/** Send what is left, and then do what was asked for; where nothing answers, go on with what is kept on the device. */
async function onceSent(form, saving, submitter, act) {
  saving.commit();
  await saving.flush();
  const choice = form.querySelector(".clash button");
  if (saving.state.clashes.length && choice) {
    choice.focus();
  } else if ((!saving.state.unsent || saving.isOver) && (await saving.mayPost())) {
    act();
  } else if (saving.isLeft && saving.onward(submitter)) {
    location.assign(saving.onward(submitter));
  } else {
    saving.stop();
  }
}

/** Follow a link once what was typed is sent, or kept where it cannot be. */
function follow(event, saving, { waitsToBeSent }) {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!saving.outbox || !link || !isPlain || link.target || link.origin !== location.origin || isOnPage(link)) {
    return;
  }
  const kept = saving.commit();
  const { unsent, standing, isStoring } = saving.state;
  if (unsent && (standing === "open" || isStoring)) {
    event.preventDefault();
    const sent = standing === "open" && waitsToBeSent ? saving.outbox.flush() : kept;
    sent.then(() => location.assign(link.href));
  }
}

const isOnPage = ({ hash, pathname }) => hash && pathname === location.pathname;
