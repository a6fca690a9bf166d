// Takes the token of a link out of the page's own address, where it stands behind the # and is sent to nobody, into the
// form, and out of the browser's history; also when the link is opened while the page is.
const form = document.getElementById("join");

function take() {
  const token = location.hash.slice(1);
  if (form && token) {
    history.replaceState(null, "", location.pathname);
    form.elements.token.value = token;
    form.requestSubmit();
  }
}

window.addEventListener("hashchange", take);
take();
