/* Sends each file as it is chosen or dropped, with a bar that tells how far it is. */

(() => {
  const form = document.querySelector("form[data-ehc-documents]");
  if (!form) return;
  const { entryFor, send } = window.ehcSending;
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

  const problemIn = (request) => {
    try {
      return JSON.parse(request.responseText).problem;
    } catch {
      return list.dataset.ehcFailed;
    }
  };

  const sendNext = async (file, entry) => {
    const request = await send(form, form.action, file, entry, { answer: "json" });
    const problem = problemIn(request);
    tell(entry, file.name, problem || list.dataset.ehcSent, Boolean(problem));
  };

  const take = (files) => {
    for (const file of files) {
      const entry = entryFor(list, file.name, list.dataset.ehcWaiting);
      queue = queue.then(() => sendNext(file, entry));
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
