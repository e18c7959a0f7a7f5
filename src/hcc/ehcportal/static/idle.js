/* Warns somebody who is about to be signed out, and keeps signed in who is at work. */

(() => {
  const notice = document.querySelector(".ehc-idle");
  if (!notice || !window.HTMLDialogElement) {
    return;
  }
  notice.insertAdjacentHTML("beforeend", notice.dataset.dialog);
  const dialog = notice.querySelector("dialog");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const { warning, stay } = dialog.dataset;
  const { seconds } = notice.dataset;
  // Signing in again leads back to this page.
  const cameFrom = encodeURIComponent(location.href);
  const signIn = `${dialog.dataset.signIn}?came_from=${cameFrom}`;

  // Work is told to the server this often, in milliseconds.
  const PERIOD = 60_000;
  const KEY = "ehc-signed-in-until";

  // The moment at which the session ends; all tabs of the browser share it.
  let own = 0;
  let asked = Date.now();
  let active = false;
  let typed = false;
  let said = Infinity;

  const until = () => {
    try {
      return Number(localStorage.getItem(KEY)) || own;
    } catch {
      return own;
    }
  };

  const setLeft = (left) => {
    own = Date.now() + left * 1000;
    try {
      localStorage.setItem(KEY, own);
    } catch {
      // Storage is turned off: each tab knows its own time.
    }
  };

  const ask = async () => {
    asked = Date.now();
    active = false;
    const answer = await fetch(stay, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
    });
    setLeft((await answer.json()).seconds);
  };

  const say = (name, shown) => {
    part(name).firstElementChild.hidden = !shown;
  };

  const isWarning = () => dialog.open && !part("warning").hidden;

  const stayIn = async () => {
    say("failed", false);
    try {
      await ask();
      say("longest", until() - Date.now() <= warning * 1000);
    } catch {
      say("failed", true);
    }
    look();
  };

  const announce = (left) => {
    const status = part("status");
    const mark = [30, 60, 120].find((each) => left <= each);
    if (mark < said) {
      said = mark;
      status.textContent = status.getAttribute(`data-at-${mark}`);
    }
  };

  const warn = (left) => {
    if (!dialog.open) {
      said = Infinity;
      say("longest", false);
      dialog.showModal();
      part("stay").focus();
    }
    const rest = String(left % 60).padStart(2, "0");
    part("clock").textContent = `${Math.floor(left / 60)}:${rest}`;
    announce(left);
  };

  const end = () => {
    clearInterval(ticking);
    if (!typed) {
      location.assign(signIn);
      return;
    }
    part("warning").hidden = true;
    part("over").hidden = false;
    dialog.setAttribute("aria-labelledby", "ehc-over-title");
    dialog.setAttribute("aria-describedby", "ehc-over-text");
    if (!dialog.open) {
      dialog.showModal();
    }
    document.getElementById("ehc-over-title").focus();
  };

  const look = () => {
    const left = Math.ceil((until() - Date.now()) / 1000);
    if (left <= 0) {
      end();
    } else if (left <= warning) {
      warn(left);
    } else if (isWarning()) {
      // Somebody is at work in another tab.
      dialog.close();
    }
  };

  const tick = () => {
    if (active && !dialog.open && Date.now() - asked > PERIOD) {
      // What went wrong is said by the warning, if it comes to that.
      ask().catch(() => {});
    }
    look();
  };

  const work = () => {
    active = active || !dialog.open;
  };

  part("sign-in").href = signIn;
  setLeft(Number(seconds));
  const ticking = setInterval(tick, 1000);
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, work, { passive: true });
  }
  addEventListener("input", () => {
    typed = true;
  });
  part("stay").addEventListener("click", stayIn);
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    // Escape answers the warning as the first button does.
    if (isWarning()) {
      event.preventDefault();
      stayIn();
    }
  });
})();
