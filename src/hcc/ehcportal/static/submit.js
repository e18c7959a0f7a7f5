/* Asks whether somebody is sure in a dialog, where they would be led to a page for it. */

(() => {
  for (const link of document.querySelectorAll("[data-ehc-asks]")) {
    const dialog = document.getElementById(link.dataset.ehcAsks);
    if (!dialog?.showModal) continue;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
    // A second press while the first is under way would ask the server twice.
    dialog.querySelector("form").addEventListener("submit", (event) => {
      const button = event.target.querySelector("[type=submit]");
      if (button.getAttribute("aria-disabled")) event.preventDefault();
      button.setAttribute("aria-disabled", "true");
    });
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
