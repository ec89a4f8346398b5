// What an adult has typed on a page and not sent is there again after the page has rested: sealed on this device, as
// what a child writes is. It comes back beside the words that it was typed to, and beside no others.
import { live } from "./live.js";
import { shelf } from "./shelf.js";

const BOXES = "main form[method=post] textarea, main form[method=post] input[type=text]";
const PLACE = "typed";
const DAY_MS = 24 * 3600 * 1000;

const nameOf = (box) => `${PLACE}${location.pathname}/${box.id}`;
/** What stood in the box at first, and which text the page was about where it says so. */
const besideOf = (box) => [box.defaultValue, box.form.elements.namedItem("number")?.value ?? ""];

function keep(box) {
  if (box.value === box.defaultValue) shelf.remove(nameOf(box));
  else shelf.put(nameOf(box), { typed: box.value, beside: besideOf(box), at: Date.now() });
}

function bringBack(box, { typed, beside }) {
  if (beside.join("\n") !== besideOf(box).join("\n")) return void shelf.remove(nameOf(box));
  box.value = typed;
  box.closest("details")?.setAttribute("open", "");
}

/** Nothing of it is kept: what it was typed to may not be read here any more. */
export function forgetTyped() {
  for (const [name] of shelf.all(`${PLACE}${location.pathname}/`)) shelf.remove(name);
}

/** From now on what is typed in the boxes of this page is kept until it is sent, for a day at most. */
export async function keepTyped() {
  await shelf.opened;
  for (const [name, { at }] of shelf.all(`${PLACE}/`)) if (Date.now() - at > DAY_MS) shelf.remove(name);
  for (const box of document.querySelectorAll(BOXES)) {
    const kept = shelf.get(nameOf(box));
    if (box.value !== box.defaultValue) keep(box); // typed before all this was here
    else if (kept) bringBack(box, kept);
    box.addEventListener("input", () => keep(box));
    box.form.addEventListener("submit", () => {
      // Without a network nothing is sent, and the browser's own page stands where hers was.
      if (live.isHere && navigator.onLine) shelf.remove(nameOf(box));
    });
  }
}
