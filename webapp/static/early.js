// Holds the submitting of a form back until the script is there that looks at what of it waits on this device. It is loaded
// before anything on the page can be pressed. Where that script does not come, or does not run, the page says what is not
// known, and the button submits what the server has.
{
  let pressed = null;
  let isLooking = false;
  const say = (about) => {
    const place = document.getElementById("not-looked");
    if (place) {
      place.textContent = about ? place.dataset[about] : "";
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-submits]") && document.body.dataset.key && !isLooking) {
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed = { form, submitter: event.submitter };
      say("waits");
    }
  }, true);

  document.addEventListener("looks", () => {
    isLooking = true;
    say("");
    pressed?.form.requestSubmit(pressed.submitter);
  });

  // all modules have run by now, or never will
  document.addEventListener("DOMContentLoaded", () => {
    if (!isLooking && document.body.dataset.key) {
      isLooking = true;
      say("missing");
    }
  });
}
