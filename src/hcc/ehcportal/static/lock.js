/* Keeps a form locked for whoever types in it. By itself a lock ends after ten minutes:
   then another could open the form, and one of the two would lose what they typed. */

(() => {
  const { keep } = document.currentScript.dataset;
  // Milliseconds between two times that the server is told.
  const PERIOD = 120_000;
  let told = Date.now();

  document.addEventListener("input", (event) => {
    const token = event.target.form?.elements._authenticator;
    if (!token || Date.now() - told < PERIOD) return;
    told = Date.now();
    const body = new URLSearchParams({ _authenticator: token.value });
    fetch(keep, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
  });
})();
