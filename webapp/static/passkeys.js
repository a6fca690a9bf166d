// Asks the browser to make or to show a passkey, and sends what it answers in the form that asked. Where the browser has
// no passkeys, these forms stay hidden; everything else works without them.
const READ = { create: "parseCreationOptionsFromJSON", get: "parseRequestOptionsFromJSON" };
const SENTENCES = {
  NotAllowedError: "No passkey was used: it was cancelled, took too long, or this device has none for here. Try again, or go another way.",
  InvalidStateError: "This device has a passkey for your account already.",
  SecurityError: "Passkeys cannot be used at this address. Go another way.",
};
const OTHERWISE = "The passkey could not be used. Load this page again and try once more, or go another way.";

async function answer(form) {
  const how = form.dataset.passkey;
  const asked = await fetch(form.dataset.options, {
    method: "POST",
    body: new URLSearchParams({ csrf: form.elements.csrf.value }),
  });
  if (!asked.ok) {
    throw new Error(`The options were answered with ${asked.status}`);
  }
  const publicKey = PublicKeyCredential[READ[how]](await asked.json());
  const credential = await navigator.credentials[how]({ publicKey });
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential?.[READ[form.dataset.passkey]]) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = form.querySelector("[data-said]");
      said.textContent = "";
      try {
        await answer(form);
      } catch (fault) {
        said.textContent = SENTENCES[fault.name] ?? OTHERWISE;
        delete form.dataset.sent;
      }
    });
  }
}
