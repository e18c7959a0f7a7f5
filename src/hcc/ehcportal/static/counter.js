/* Tells how many characters are left of a text that has a longest length. */

(() => {
  // So long after the last key, in milliseconds: a voice is not to interrupt typing.
  const PAUSE = 500;

  const watch = (field) => {
    const { ehcMost, ehcLeft, ehcOver } = field.dataset;
    const counter = document.createElement("p");
    counter.className = "ehc-hint ehc-counter";
    counter.setAttribute("aria-live", "polite");
    field.after(counter);
    let pause;

    const tell = () => {
      const left = Number(ehcMost) - field.value.length;
      const number = Math.abs(left).toLocaleString("en-GB");
      counter.classList.toggle("ehc-over", left < 0);
      counter.textContent = (left < 0 ? ehcOver : ehcLeft).replace("#", number);
    };

    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(tell, PAUSE);
    });
    tell();
  };

  document.querySelectorAll("[data-ehc-most]").forEach(watch);
})();
