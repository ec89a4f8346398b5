// A page whose badge is signed in no more. Nothing of it is left but what lies sealed on this device; its
// owner signs in right here and goes on where she was. Whoever else signs in here goes to a page of her own.
// The words stand in the page's template `signed-out`.
import { isHandedOver } from "./hand-over.js";
import { LEFT, rowsOf, storage } from "./rows.js";

const ASK_MS = 2_000;
const KEPT_MS = 2_000;
// Tells the other pages of this browser who is here; gone at once.
const TOLD = "sawt-signed-in";
const JSON_ONLY = { Accept: "application/json" };

/** The form of the door: a page that was open for long may carry a token that is too old. */
async function freshToken() {
  const answer = await fetch("/badge", { cache: "no-store" });
  const door = new DOMParser().parseFromString(await answer.text(), "text/html");
  return door.querySelector('[name="csrf_token"]').value;
}

/** The door's answer; null where it can't be reached. */
async function signIn({ number, secret }) {
  try {
    const body = new URLSearchParams({ csrf_token: await freshToken(), number: number.value, secret: secret.value });
    const answer = await fetch("/badge", { method: "POST", headers: JSON_ONLY, body });
    return await answer.json();
  } catch {
    return null;
  }
}

/** In a trial whoever waits may play the adult too. */
async function playAdult() {
  const body = new URLSearchParams({ csrf_token: await freshToken() });
  await fetch("/try/nod", { method: "POST", body });
}

/** Resolves with whether an adult nodded, once one has said yes or no. */
async function nodded() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    try {
      const answer = await fetch("/badge/waiting", { headers: JSON_ONLY, cache: "no-store" });
      const { waits, signed_in: isIn } = await answer.json();
      if (!waits) return isIn;
    } catch {
      // The Wi-Fi is gone: it is asked again.
    }
  }
}

/** Its owner reads this very page anew, with what this device kept of it; anybody else a page of her own. */
function goOn(owner, signedIn) {
  location.replace(signedIn.owner === owner ? location.pathname + location.search : signedIn.then);
}

function tellOtherPages({ owner, then }) {
  try {
    storage("localStorage").setItem(TOLD, JSON.stringify({ owner, then }));
    storage("localStorage").removeItem(TOLD);
  } catch {
    // A browser that forbids storage: each page asks for itself.
  }
}

function hasWordsOf(owner) {
  const stores = [storage("localStorage"), storage("sessionStorage")];
  return stores.some((store) => [...rowsOf(store)].some((row) => row.owner === owner && !row.name.startsWith(LEFT)));
}

class Asking {
  constructor(owner) {
    this.owner = owner;
    this.card = document.getElementById("signed-out").content.firstElementChild.cloneNode(true);
    this.form = this.card.querySelector("form");
    this.part("kept").hidden = !hasWordsOf(owner);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.part("plays")?.addEventListener("click", () => playAdult().catch(() => {}));
  }

  part(name) {
    return this.card.querySelector(`[data-${name}]`);
  }

  show() {
    document.title = "Sawt صوت";
    // Also what the server embedded of her in the page, and her name at its foot.
    document.querySelectorAll("#page, .who").forEach((one) => one.remove());
    const main = document.querySelector("main");
    main.className = "page-main page-narrow";
    main.replaceChildren(this.card);
    this.form.elements.number.focus();
  }

  say(words) {
    this.part("said").textContent = words;
  }

  async submit() {
    if (this.isSending) return;
    this.isSending = true;
    this.say("");
    const answer = await signIn(this.form.elements);
    if (answer?.waits) await this.wait(answer);
    else if (answer?.ok) this.end(answer);
    else this.again(answer?.message ?? this.part("said").dataset.away);
    this.isSending = false;
  }

  /** What was wrong is said, and the field to type in anew is at hand. */
  again(words) {
    const { number, secret } = this.form.elements;
    this.say(words);
    (number.value ? secret : number).focus();
    secret.value = "";
  }

  async wait(answer) {
    const [asks, waits] = [this.part("asks"), this.part("waits")];
    [asks.hidden, waits.hidden] = [true, false];
    waits.querySelector("h1").focus();
    const isIn = await nodded();
    if (isIn) return this.end(answer);
    [asks.hidden, waits.hidden] = [false, true];
    return this.again(this.part("said").dataset.nobody);
  }

  end(answer) {
    tellOtherPages(answer);
    goOn(this.owner, answer);
  }
}

async function ask({ owner, kept }) {
  globalThis.addEventListener("storage", ({ key, newValue }) => {
    if (key === TOLD && newValue) goOn(owner, JSON.parse(newValue));
  });
  // The last letter typed is sealed before the page is emptied.
  await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, KEPT_MS))]);
  if (isHandedOver()) location.replace("/badge");
  else new Asking(owner).show();
}

/** From now on a page whose badge is signed in no more asks for it, unless it was handed over. */
export function signInAgainHere() {
  document.addEventListener("sawt-signed-out", (event) => {
    if (isHandedOver()) return;
    event.preventDefault(); // it is asked for here
    ask(event.detail);
  });
}
