// What stands beside a paper in some of its states alone; and what helps to begin, which can be folded away:
// whoever did so finds it folded on this device, and the next child finds it open.
import { LEFT } from "./rows.js";
import { shelf } from "./shelf.js";

const FOLDED = `${LEFT}prompts`;

/** The prompts of this page are as this child left them, and stay as she leaves them now. */
export async function keepPromptsAsLeft() {
  const prompts = document.querySelector("[data-prompts]");
  if (!prompts) return;
  await shelf.opened;
  prompts.open = shelf.get(FOLDED) !== true;
  prompts.addEventListener("toggle", () => {
    const isFolded = shelf.get(FOLDED) === true;
    if (prompts.open && isFolded) shelf.remove(FOLDED);
    else if (!prompts.open && !isFolded) shelf.put(FOLDED, true);
  });
}

/** What is beside a paper in this state, and nothing else. */
export function showWhile(state) {
  for (const one of document.querySelectorAll("[data-while]")) {
    one.hidden = !one.dataset.while.split(" ").includes(state);
  }
}
