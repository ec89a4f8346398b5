// The page that opens without a network: in one's own language, with what was typed still there.
import { LEFT, PHONE, PREFIX, rowsOf, storage } from "./rows.js";

const LOOK_MS = 3_000;
const isHelp = location.pathname.startsWith("/help");

function ownLanguage(offered) {
  const chosen = document.cookie.match(/(?:^|; )sawt_lang=(\w+)/)?.[1];
  const wished = [chosen, ...navigator.languages.map((lang) => lang.slice(0, 2))];
  return wished.find((lang) => offered.includes(lang)) ?? "en";
}

/** The page speaks all its languages; whoever has a script sees one's own, and what was asked for. */
export function speakOwn() {
  const speeches = [...document.querySelectorAll("[data-speech]")];
  const lang = ownLanguage(speeches.map((speech) => speech.lang));
  for (const speech of speeches) speech.hidden = speech.lang !== lang;
  const own = speeches.find((speech) => !speech.hidden);
  document.documentElement.lang = lang;
  document.documentElement.dir = own.dir;
  document.title = own.dataset.speech;
  for (const part of own.querySelectorAll("[data-for]")) {
    part.hidden = part.dataset.for !== (isHelp ? "help" : "page");
  }
}

/** Whether anything is kept here until the network is back; what it is stays unsaid. */
export function saySealed() {
  if ([...rowsOf(storage("localStorage"))].every(({ name }) => name.startsWith(LEFT))) return;
  document.querySelectorAll("[data-kept]").forEach((place) => (place.hidden = false));
}

/** A phone of the audience goes on with the question in its box. A tablet's words stay sealed. */
export function keepTyping() {
  const store = storage("localStorage");
  const owner = store?.getItem(PHONE);
  const session = location.pathname.match(/^\/sessions\/([^/]+)$/)?.[1];
  if (!owner || !session) return;
  const place = `${PREFIX}${owner}/questions`;
  const drafts = () => [...rowsOf(store)].find((found) => found.place === place)?.row.open ?? {};
  for (const card of document.querySelectorAll("[data-box]")) {
    const box = card.querySelector("textarea");
    box.value = drafts()[session] ?? "";
    card.hidden = false;
    box.addEventListener("input", () => {
      store.setItem(place, JSON.stringify({ at: Date.now(), open: { ...drafts(), [session]: box.value } }));
    });
  }
}

/** Asks every few seconds, and opens the page that was wanted by itself. */
export function goOnWhenBack() {
  const look = async () => {
    try {
      const answer = await fetch("/healthz", { cache: "no-store", credentials: "omit" });
      if (answer.ok) return location.reload();
    } catch {
      // Still away.
    }
    return setTimeout(look, LOOK_MS);
  };
  setTimeout(look, LOOK_MS);
}
