/* Sends each file to a form as it is chosen, with a bar that tells how far it is. */

(() => {
  const told = document.querySelector("[data-ehc-attach]");
  if (!told) return;
  const form = told.closest("form");
  const { entryFor, Refused, send, showPart, showWaiting } = window.ehcSending;
  const field = form.elements.files;
  const button = form.elements.upload;
  const list = form.querySelector(".ehc-attached");
  const words = told.dataset;
  // One file after the other: a slow line is not to carry all at once.
  let queue = Promise.resolve();
  let waiting = 0;
  let missed = 0;

  const buttonFor = (action, name, more) => {
    const made = Object.assign(document.createElement("button"), more);
    const which = document.createElement("span");
    which.className = "visually-hidden";
    which.textContent = name;
    made.append(action, " ", which);
    return made;
  };

  const showKept = (entry, file) => {
    const link = document.createElement(file.url ? "a" : "strong");
    if (file.url) link.href = file.url;
    link.textContent = file.name;
    const size = document.createElement("span");
    size.className = "ehc-kind";
    size.textContent = `(${file.size})`;
    const remove = buttonFor(words.ehcRemove, file.name, {
      className: "btn btn-outline-danger btn-sm",
      name: "remove",
      value: file.id,
    });
    entry.replaceChildren(link, size, remove);
    told.textContent = `${file.name}: ${words.ehcSent}`;
  };

  const showProblem = (entry, name, problem) => {
    const sentence = document.createElement("span");
    sentence.className = "ehc-problem";
    sentence.textContent = `${name}: ${problem}`;
    entry.replaceChildren(sentence);
    told.textContent = sentence.textContent;
    missed += 1;
  };

  /* What has come of it is kept for an hour, so that it can go on. */
  const showBroken = (entry, upload, problem) => {
    const { name } = upload.file;
    showProblem(entry, name, problem);
    const again = buttonFor(words.ehcAgain, name, {
      className: "btn btn-outline-primary btn-sm",
      type: "button",
    });
    again.addEventListener("click", () => {
      // Where the focus was is gone.
      button.focus();
      showWaiting(entry, name, words.ehcWaiting);
      enqueue(upload, entry);
    });
    entry.append(again);
  };

  const inPieces = (file, entry) => {
    const tell = (part) => showPart(entry, part);
    return new window.ehcTus.Upload(words.ehcAttach, file, tell);
  };

  /* To a page that has no content of its own yet. */
  const asWhole = (file, entry) => ({
    file,
    send: async () => {
      // What finds the others that were sent from this page.
      const carried = words.ehcCarry;
      const more = carried ? { [carried]: form.elements[carried].value } : {};
      const request = await send(form, words.ehcAttach, file, entry, more);
      const { problem, files } = JSON.parse(request.responseText);
      if (problem) throw new Refused(problem);
      return files[0];
    },
  });

  const sendNext = async (upload, entry) => {
    try {
      showKept(entry, await upload.send());
    } catch (error) {
      if (error instanceof Refused) showProblem(entry, upload.file.name, error.message);
      else {
        showBroken(entry, upload, error.isSignedOut ? words.ehcOut : words.ehcFailed);
      }
    }
    waiting -= 1;
  };

  const enqueue = (upload, entry) => {
    waiting += 1;
    queue = queue.then(() => sendNext(upload, entry));
  };

  // The button chooses, as in the guide; what is chosen is sent at once.
  field.labels[0].hidden = true;
  field.hidden = true;
  button.type = "button";
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    for (const file of field.files) {
      const entry = entryFor(list, file.name, words.ehcWaiting);
      const upload = window.ehcTus ? inPieces(file, entry) : asWhole(file, entry);
      enqueue(upload, entry);
    }
    field.value = "";
  });

  // Before the other scripts hear of it: files that are under way come first, and what
  // became of them is to be seen before the next page comes.
  form.addEventListener(
    "submit",
    async (event) => {
      if (!waiting) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      const before = missed;
      await queue;
      if (missed === before) form.requestSubmit(submitter);
      else list.querySelector("li:has(.ehc-problem)")?.scrollIntoView();
    },
    { capture: true },
  );
})();
