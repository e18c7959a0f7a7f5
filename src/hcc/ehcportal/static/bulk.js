/* Goes on with a bulk act by itself, as the button would; the page shows how far it is. */

(() => {
  const form = document.querySelector("form[data-goes-on]");
  if (form) {
    setTimeout(() => form.requestSubmit(), 300);
  }
})();
