/* What pages that send files as they are chosen share: an entry for each, with a bar. */

window.ehcSending = (() => {
  /* Why a file is not taken, in the server's own sentence. */
  class Refused extends Error {}

  const entryFor = (list, name, waiting) => {
    const entry = document.createElement("li");
    showWaiting(entry, name, waiting);
    list.append(entry);
    return entry;
  };

  const showWaiting = (entry, name, waiting) => {
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", name);
    bar.max = 1;
    bar.value = 0;
    const title = document.createElement("strong");
    title.textContent = name;
    // How far it is, and at last what became of it.
    const words = document.createElement("span");
    words.textContent = waiting;
    entry.replaceChildren(title, " ", words, bar);
  };

  /* part: how much has been sent, from 0 to 1. */
  const showPart = (entry, part) => {
    entry.querySelector("progress").value = part;
    entry.querySelector("span").textContent = `${Math.round(part * 100)} %`;
  };

  /* Gives the request once it is over, however it went. */
  const send = (form, address, file, entry, more = {}) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("_authenticator", form.elements._authenticator.value);
      for (const [name, value] of Object.entries(more)) data.append(name, value);
      data.append("files", file);
      request.upload.addEventListener("progress", (event) => {
        showPart(entry, event.total ? event.loaded / event.total : 0);
      });
      request.addEventListener("loadend", () => done(request));
      request.open("POST", address);
      request.send(data);
    });

  return { entryFor, Refused, send, showPart, showWaiting };
})();
