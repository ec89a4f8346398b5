// Handing a shared tablet to the next child. What is unsent goes out first; what can't go stays
// sealed, and the tablet says whose it is. Without a network the page empties itself all the same,
// and every page of this browser stays empty until the server has ended the sign-in.

import { rowsOf, storage } from "./rows.js";
import { sayWhose } from "./whose.js";

const FLAG = "sawt-handing-over";
const AGAIN_MS = 2_000;
const OURS = "sawt-";
const NEXT = "/badge";

/** Whether this tablet was handed over and the server does not know it yet. */
export function isHandingOver() {
  try {
    return storage("localStorage")?.getItem(FLAG) !== null;
  } catch {
    return false;
  }
}

let hasBegun = false;

/** Whether this page was handed over, or another of this browser meanwhile. */
export function isHandedOver() {
  return hasBegun || isHandingOver();
}

function note(isWaiting) {
  if (isWaiting) hasBegun = true;
  try {
    if (isWaiting) storage("localStorage").setItem(FLAG, "1");
    else storage("localStorage").removeItem(FLAG);
  } catch {
    // Then the empty page itself is all that keeps it.
  }
}

/** Nothing but sealed words is left of whoever was here. */
function forget() {
  const local = storage("localStorage");
  const sealed = new Set([...rowsOf(local)].filter(({ row }) => row?.sealed).map(({ place }) => place));
  for (const store of [local, storage("sessionStorage")]) {
    for (const key of Object.keys(store ?? {})) {
      const stays = key === FLAG || (store === local && sealed.has(key));
      if (key.startsWith(OURS) && !stays) store.removeItem(key);
    }
  }
}

/** Whoever keeps something in this page sends it, seals it, and says what became of it. */
async function left() {
  const answers = [];
  document.dispatchEvent(new CustomEvent("sawt-hands-over", { detail: (answer) => answers.push(answer) }));
  const told = await Promise.all(answers);
  return Object.assign({ isStuck: false, isDropped: false }, ...told);
}

async function endSignIn(csrf) {
  const answer = await fetch("/hand-over", { method: "POST", body: new URLSearchParams({ csrf_token: csrf }) });
  if (answer.status === 400) location.reload(); // its token is too old: a new page brings another
  return answer.ok;
}

function card(words, { isDropped = false, isWaiting = false }) {
  const shown = words.content.firstElementChild.cloneNode(true);
  const show = (part, isShown) => (shown.querySelector(`[data-${part}]`).hidden = !isShown);
  sayWhose(shown);
  show("dropped", isDropped);
  show("waiting", isWaiting);
  show("on", !isWaiting);
  return shown;
}

function empty(shown) {
  document.dispatchEvent(new Event("sawt-rests"));
  document.title = "Sawt صوت";
  document.body.replaceChildren(shown);
  document.documentElement.classList.remove("is-resting");
}

async function untilTheServerKnows(csrf) {
  for (;;) {
    try {
      if (await endSignIn(csrf)) return;
    } catch {
      // The Wi-Fi is gone: the page stays empty, and it is tried again.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function wordsOfPage() {
  return document.getElementById("handed-over");
}

function say(form, part) {
  let place = form.querySelector(".said");
  if (!place) {
    place = document.createElement("p");
    place.className = "said";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = wordsOfPage().dataset[part];
}

async function handOver(form) {
  const csrf = form.querySelector('[name="csrf_token"]').value;
  const words = wordsOfPage();
  say(form, "moment");
  const told = await left();
  if (told.isStuck) {
    say(form, "stuck");
    return;
  }
  note(true);
  forget();
  try {
    if (await endSignIn(csrf)) {
      note(false);
      if (told.isDropped) empty(card(words, told));
      else location.replace(NEXT);
      return;
    }
  } catch {
    // The Wi-Fi is gone.
  }
  empty(card(words, { ...told, isWaiting: true }));
  await untilTheServerKnows(csrf);
  note(false);
  document.body.replaceChildren(card(words, told)); // what was kept and dropped is still to be read
}

/** Goes on with a hand-over that the server did not hear of: nothing of this page is shown. */
export function goOnHandingOver() {
  document.documentElement.classList.add("is-resting");
  document.addEventListener("DOMContentLoaded", async () => {
    const csrf = document.querySelector('[name="csrf_token"]').value;
    empty(card(wordsOfPage(), { isWaiting: true }));
    await untilTheServerKnows(csrf);
    note(false);
    location.replace(NEXT);
  });
}

/** Every hand-over form of the page sends what is unsent before it ends the sign-in. */
export function handOverSafely() {
  globalThis.addEventListener("storage", ({ key, newValue }) => {
    if (key === FLAG && newValue !== null) hasBegun = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const action = form.getAttribute("action") ?? "";
    if (!new URL(action, location.href).pathname.endsWith("/hand-over")) return;
    event.preventDefault();
    if (form.dataset.isHandingOver) return;
    form.dataset.isHandingOver = "true";
    handOver(form).finally(() => delete form.dataset.isHandingOver);
  });
}
