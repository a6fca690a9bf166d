// Takes the code of a letter's link out of the page's own address, where it stands behind the # and is sent to nobody, into
// the form, and out of the browser's history; also when the link is opened while the page is.
const form = document.getElementById("enter");

function take() {
  const code = location.hash.slice(1);
  if (form && code) {
    history.replaceState(null, "", location.pathname);
    form.elements.code.value = code;
    document.getElementById("code-field").hidden = true;
    form.elements.email.focus();
  }
}

window.addEventListener("hashchange", take);
take();
