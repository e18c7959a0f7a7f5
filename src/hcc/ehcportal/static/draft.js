/* Saves what is typed into a form: when typing stops, on leaving a field or the page. */

(() => {
  const form = document.querySelector("form[data-ehc-draft]");
  if (!form) return;
  const state = form.querySelector("[data-ehc-state]");
  const signedOut = form.querySelector("[data-ehc-signed-out]");
  const { version } = form.elements;
  // Milliseconds after the last key, and until another try.
  const PAUSE = 3_000;
  const AGAIN = 15_000;

  const fields = () => {
    const data = new FormData(form);
    data.delete("files");
    return data;
  };
  const written = () =>
    JSON.stringify([...fields()].filter(([name]) => name.startsWith("answers.")));

  let saved = written();
  let underWay = null;
  let pause;
  let isOver = false;
  let isLeaving = false;

  const tell = (words, isSaved) => {
    // The same words again would be read aloud again.
    if (state.textContent.trim() !== words) state.textContent = words;
    signedOut.hidden = true;
    state.parentElement.classList.toggle("ehc-unsaved", !isSaved);
  };

  const tellSignedOut = () => {
    tell("", false);
    signedOut.hidden = false;
  };

  const send = (isLast) => {
    const data = fields();
    // The one that is under way will have gone up by one when this one arrives.
    if (underWay) data.set("version", Number(version.value) + 1);
    return fetch(form.dataset.ehcDraft, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      keepalive: isLast,
    });
  };

  /* Only the address for saving tells a version; another answer comes from the way in,
     where who is signed out is led, or tells of an error. */
  const told = (answer) =>
    answer.json().then(
      (said) => (said.version === undefined ? null : said),
      () => null,
    );

  const hear = async (answer, sent) => {
    const said = await told(answer);
    if (!said) {
      if (answer.redirected || answer.status === 401) tellSignedOut();
      else tell(state.dataset.ehcFailed, false);
      return;
    }
    if (said.problem) {
      // Nobody's words are overwritten: the page without scripts shows both.
      isOver = answer.status === 409;
      tell(said.problem, false);
      return;
    }
    version.value = said.version;
    saved = sent;
    tell(state.dataset.ehcSaved.replace("#", said.saved_at), true);
  };

  const save = async () => {
    clearTimeout(pause);
    await underWay;
    const sent = written();
    if (isOver || isLeaving || sent === saved) return;
    underWay = send(false)
      .then((answer) => hear(answer, sent))
      .catch(() => {
        tell(state.dataset.ehcFailed, false);
        pause = setTimeout(save, AGAIN);
      });
    await underWay;
    underWay = null;
  };

  state.parentElement.classList.add("ehc-live");
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", save);
  form.addEventListener("submit", async (event) => {
    if (isLeaving) {
      event.preventDefault();
    } else if (underWay) {
      // Or the page that answers would take ours for another's.
      event.preventDefault();
      const { submitter } = event;
      await underWay;
      form.requestSubmit(submitter);
    } else {
      isLeaving = !event.defaultPrevented;
      clearTimeout(pause);
    }
  });
  addEventListener("pagehide", () => {
    if (!isOver && !isLeaving && written() !== saved) send(true).catch(() => {});
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
