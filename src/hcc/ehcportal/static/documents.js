/* Sends each file as it is chosen or dropped, with a bar that tells how far it is. */

(() => {
  const form = document.querySelector("form[data-ehc-documents]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const drop = form.querySelector(".ehc-drop");
  const list = form.querySelector(".ehc-sending");
  const told = form.querySelector("[role=status]");
  // One file after the other: a slow line is not to carry all at once.
  let queue = Promise.resolve();
  let refused = 0;

  const tell = (entry, name, words, isProblem) => {
    entry.querySelector("progress")?.remove();
    entry.querySelector("span").textContent = words;
    entry.className = isProblem ? "ehc-refused" : "ehc-sent";
    told.textContent = `${name}: ${words}`;
    refused += isProblem ? 1 : 0;
  };

  const entryFor = (file) => {
    const entry = document.createElement("li");
    const name = document.createElement("strong");
    const words = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    words.textContent = list.dataset.ehcWaiting;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    entry.append(name, " ", words, bar);
    list.append(entry);
    return entry;
  };

  const problemIn = (request) => {
    try {
      return JSON.parse(request.responseText).problem;
    } catch {
      return list.dataset.ehcFailed;
    }
  };

  const send = (file, entry) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      const bar = entry.querySelector("progress");
      data.append("_authenticator", form.elements._authenticator.value);
      data.append("answer", "json");
      data.append("files", file);
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.total ? event.loaded / event.total : 0;
        entry.querySelector("span").textContent = `${Math.round(bar.value * 100)} %`;
      });
      request.addEventListener("loadend", () => {
        const problem = problemIn(request);
        tell(entry, file.name, problem || list.dataset.ehcSent, Boolean(problem));
        done();
      });
      request.open("POST", form.action);
      request.send(data);
    });

  const take = (files) => {
    for (const file of files) {
      const entry = entryFor(file);
      queue = queue.then(() => send(file, entry));
    }
    field.value = "";
  };

  field.addEventListener("change", () => take([...field.files]));
  drop.querySelector(".ehc-drop-hint").hidden = false;
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });

  // What was refused is to be seen once before the next page comes.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const before = refused;
    queue.then(() => {
      if (refused === before) form.submit();
    });
  });
})();
