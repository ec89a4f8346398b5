// What a page does with what is unsent when its owner leaves the tablet.
import { live } from "./live.js";
import { shelf } from "./shelf.js";

const PATIENCE_MS = 5_000;
const PATIENCE_AWAY_MS = 500;

/** Sends what is unsent. What can't go stays sealed, but for votes: of those none is left for later. */
async function sendOrSeal() {
  const editors = document.querySelectorAll("sawt-paper-editor, sawt-typed-editor, sawt-paper-pictures");
  const saved = Array.from(editors, (editor) => editor.saveNow());
  const patience = live.isHere ? PATIENCE_MS : PATIENCE_AWAY_MS;
  const [texts, isEmptied] = await Promise.all([Promise.all(saved), live.emptied(patience)]);
  // Without a secure page nothing can be sealed: it waits here, with its owner signed in.
  if (shelf.staysInTab && !(isEmptied && texts.every(Boolean))) return { isStuck: true };
  const isDropped = live.unsent.takeVotes().length > 0;
  await shelf.settled();
  return { isDropped };
}

/** From now on a hand-over sends first, and a page that rests forgets its key and its connection. */
export function leaveSafely() {
  document.addEventListener("sawt-hands-over", ({ detail: answer }) => answer(sendOrSeal()));
  document.addEventListener("sawt-rests", () => {
    shelf.rest();
    live.rest();
  });
}
