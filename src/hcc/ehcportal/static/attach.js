/* Sends each file to a form as it is chosen, with a bar that tells how far it is. */

(() => {
  const told = document.querySelector("[data-ehc-attach]");
  if (!told) return;
  const form = told.closest("form");
  const { entryFor, send } = window.ehcSending;
  const field = form.elements.files;
  const button = form.elements.upload;
  const list = form.querySelector(".ehc-attached");
  const words = told.dataset;
  // One file after the other: a slow line is not to carry all at once.
  let queue = Promise.resolve();
  let waiting = 0;

  const showKept = (entry, file) => {
    const link = document.createElement(file.url ? "a" : "strong");
    if (file.url) link.href = file.url;
    link.textContent = file.name;
    const size = document.createElement("span");
    size.className = "ehc-kind";
    size.textContent = `(${file.size})`;
    const remove = document.createElement("button");
    Object.assign(remove, { type: "submit", name: "remove", value: file.id });
    remove.className = "btn btn-outline-danger btn-sm";
    const which = document.createElement("span");
    which.className = "visually-hidden";
    which.textContent = file.name;
    remove.append(words.ehcRemove, " ", which);
    entry.replaceChildren(link, size, remove);
    told.textContent = `${file.name}: ${words.ehcSent}`;
  };

  const showRefused = (entry, name, problem) => {
    const sentence = document.createElement("span");
    sentence.className = "ehc-problem";
    sentence.textContent = `${name}: ${problem}`;
    entry.replaceChildren(sentence);
    told.textContent = sentence.textContent;
  };

  const hear = (request, entry, name) => {
    try {
      const { problem, files } = JSON.parse(request.responseText);
      if (problem) showRefused(entry, name, problem);
      else showKept(entry, files[0]);
    } catch {
      showRefused(entry, name, words.ehcFailed);
    }
  };

  const sendNext = async (file, entry) => {
    // What finds the others that were sent from this page.
    const carried = words.ehcCarry;
    const more = carried ? { [carried]: form.elements[carried].value } : {};
    const request = await send(form, words.ehcAttach, file, entry, more);
    hear(request, entry, file.name);
    waiting -= 1;
  };

  // The button chooses, as in the guide; what is chosen is sent at once.
  field.labels[0].hidden = true;
  field.hidden = true;
  button.type = "button";
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    for (const file of field.files) {
      const entry = entryFor(list, file.name, words.ehcWaiting);
      waiting += 1;
      queue = queue.then(() => sendNext(file, entry));
    }
    field.value = "";
  });

  // Before the other scripts hear of it: files that are under way come first.
  form.addEventListener(
    "submit",
    async (event) => {
      if (!waiting) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      await queue;
      form.requestSubmit(submitter);
    },
    { capture: true },
  );
})();
