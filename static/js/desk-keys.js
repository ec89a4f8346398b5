// The keys of the papers' desk: J and K through the list and from paper to paper, a letter for each thing to do with
// one, a number for each subject. What decides or sends something is only reached by its key; Enter presses it.
// By the place of a key, so that an Arabic keyboard has them too; never while somebody writes.
import { storage } from "./rows.js";

const KEPT = "sawt-keys";
const WRITES = "input, textarea, select, [contenteditable]";

function step(by) {
  const links = [...document.querySelectorAll(".curate-row a, .paging a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

function use(found) {
  if ("atOnce" in found.dataset) {
    found.click();
  } else if (found instanceof HTMLDetailsElement) {
    found.open = true;
    found.querySelector("textarea, input:not([type=hidden]), select").focus();
  } else {
    found.focus();
  }
}

/** Whether single keys do anything here. */
export function keysAreOn() {
  return document.documentElement.dataset.keys !== "off";
}

/** They do from now on, or do not, on this device; what no key does any more names none. */
export function turnKeys(on) {
  document.documentElement.dataset.keys = on ? "on" : "off";
  try {
    if (on) storage("localStorage")?.removeItem(KEPT);
    else storage("localStorage")?.setItem(KEPT, "off");
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

if (storage("localStorage")?.getItem(KEPT) === "off") turnKeys(false);

document.addEventListener("keydown", (event) => {
  if (!keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITES)) return;
  const key = event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  const found = key.length === 1 && document.querySelector(`[data-key="${key}"]`);
  if (found) use(found);
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else return;
  event.preventDefault();
});
