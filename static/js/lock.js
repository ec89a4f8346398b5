// A page that nobody touches empties itself and rests until its owner types the secret again.

const LOOK_MS = 1_000;
const SAVE_MS = 2_000;
const TELL_MS = 30_000;
const TOUCHED = "sawt-touched-at";
const SIGNS = ["pointerdown", "keydown", "wheel", "touchmove", "input"];

/** Seconds without a touch after which this page rests, as the server wrote; 0: it never does. */
export function restsAfter(root = document) {
  return Number(root.querySelector('meta[name="sawt-rests-after"]')?.content ?? 0);
}

/** Whether it is time to rest: the seat of a session under way stays awake (product.md, "People"). */
export function isLeftAlone({ touchedAt, now, after, staysAwake }) {
  return after > 0 && !staysAwake && now - touchedAt >= after * 1000;
}

class Touches {
  /** A page that loads itself anew is no touch: what was noted lately goes on. */
  constructor(store, after) {
    this.store = store;
    const before = this.elsewhere;
    if (Date.now() - before < (after + 3) * 1000) this.own = before;
    else this.note();
  }

  get elsewhere() {
    try {
      const noted = Number(this.store?.getItem(TOUCHED) ?? 0);
      return noted <= Date.now() ? noted : 0;
    } catch {
      return 0; // a browser that forbids storage: this page alone counts
    }
  }

  /** Another page of the same browser counts: somebody is there. */
  get last() {
    return Math.max(this.own, this.elsewhere);
  }

  forget() {
    try {
      this.store?.removeItem(TOUCHED);
    } catch {
      // As above.
    }
  }

  note() {
    const now = Date.now();
    const kept = this.own;
    this.own = now;
    if (kept && now - (this.keptAt ?? 0) < LOOK_MS) return;
    this.keptAt = now;
    try {
      this.store?.setItem(TOUCHED, String(now));
    } catch {
      // As above.
    }
  }
}

function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function token() {
  return document.querySelector('input[name="csrf_token"]')?.value ?? "";
}

async function tellServer(csrf) {
  for (;;) {
    try {
      const answer = await fetch("/lock", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ csrf_token: csrf }),
        keepalive: true,
      });
      if (answer.status < 500) return;
    } catch {
      // Without a network the page stays empty, and this goes on until the server knows.
    }
    await new Promise((resolve) => setTimeout(resolve, SAVE_MS));
  }
}

function saved() {
  const editors = document.querySelectorAll("sawt-paper-editor, sawt-typed-editor, sawt-paper-pictures");
  const saving = Array.from(editors, (one) => one.saveNow());
  const patience = new Promise((resolve) => setTimeout(resolve, SAVE_MS));
  return Promise.race([Promise.allSettled(saving), patience]);
}

/** Nothing of the page is left, and its place in the history is the lock's. */
function empty() {
  document.dispatchEvent(new Event("sawt-rests"));
  document.body.replaceChildren();
  document.title = "Sawt صوت";
}

function toTheLock() {
  const then = location.pathname + location.search;
  location.replace(`/locked?${new URLSearchParams({ then })}`);
}

/** Saves what can be saved, empties the page, and lets the server hold it locked. */
export async function lockNow() {
  const csrf = token();
  document.documentElement.classList.add("is-resting");
  await saved();
  empty();
  await tellServer(csrf);
  toTheLock();
}

/** The server hears that somebody is here, and answers whether it still holds the page open. */
async function isLockedThere() {
  try {
    const answer = await fetch("/locked", { headers: { Accept: "application/json" }, cache: "no-store" });
    return (await answer.json()).locked === true;
  } catch {
    return false; // away: the page's own clock goes on
  }
}

/** From now on this page rests when it is left alone for as long as the server said. */
export function lockWhenIdle() {
  const after = restsAfter();
  if (!after) return;
  // Another page of this browser was left alone, or the server said so.
  document.addEventListener("sawt-locked", () => {
    empty();
    toTheLock();
  });
  const touches = new Touches(storage(), after);
  SIGNS.forEach((sign) => document.addEventListener(sign, () => touches.note(), { passive: true, capture: true }));
  let isResting = false;
  let toldAt = Date.now();
  const tell = async () => {
    if (Date.now() - toldAt < TELL_MS || touches.last <= toldAt) return;
    toldAt = Date.now();
    if (await isLockedThere()) document.dispatchEvent(new Event("sawt-locked"));
  };
  const look = () => {
    tell();
    const staysAwake = document.documentElement.dataset.staysAwake === "true";
    if (isResting || !isLeftAlone({ touchedAt: touches.last, now: Date.now(), after, staysAwake })) return;
    isResting = true;
    touches.forget();
    lockNow();
  };
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
}
