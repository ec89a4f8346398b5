// What helps to begin can be folded away; whoever did so finds it folded in this tab.
import { storage } from "./rows.js";

const FOLDED = "sawt-prompts-folded";

/** The prompts of this page are as they were left, and stay as they are left now. */
export function keepPromptsAsLeft() {
  const prompts = document.querySelector("[data-prompts]");
  if (!prompts) return;
  const store = storage("sessionStorage");
  prompts.open = (store?.getItem(FOLDED) ?? null) === null;
  prompts.addEventListener("toggle", () => {
    if (prompts.open) store?.removeItem(FOLDED);
    else store?.setItem(FOLDED, "1");
  });
}
