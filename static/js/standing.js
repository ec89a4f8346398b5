// What the server drew of a list stays true while it is looked at: when somebody else has changed it, or an
// adult has read what waits on it, it is drawn anew in its place. What is being written stays as it is.
import { live, topics } from "./live.js";

const EVERY_MS = 2_000;
const find = (page) => page.querySelector("#standing");

/** Keeps the page's list of reasons as it stands, while its session is followed. */
export function keepStanding() {
  let drawn = null;
  let isDrawing = false;
  const draw = async () => {
    if (isDrawing) return;
    isDrawing = true;
    while (live.isHere && drawn !== newest()) {
      const shows = newest();
      if (await drawAnew()) drawn = shows;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    isDrawing = false;
  };
  topics.addEventListener("changed", ({ names }) => names.includes("questions") && draw());
  live.addEventListener("status", draw);
}

/** What the list looks like, as far as this page is told; whatever moves may be what she waits for. */
function newest() {
  const { version, data } = topics.all.questions ?? {};
  const isTold = data?.reasons && !find(document).querySelector("[data-waits]");
  return isTold ? JSON.stringify(data.reasons) : String(version);
}

/** Whether the list stands as the server has it. Whoever is on one of its buttons stays there. */
async function drawAnew() {
  try {
    const answer = await fetch(location.pathname);
    const fresh = answer.ok && find(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!fresh) return false;
    const old = find(document);
    if (old.textContent === fresh.textContent) return true;
    const here = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(document.adoptNode(fresh));
    if (here) focusAgain(here.closest("[id]").id, here.value);
    return true;
  } catch {
    return false; // the Wi-Fi is gone: it is asked again
  }
}

function focusAgain(row, value) {
  const buttons = [...(document.getElementById(row)?.querySelectorAll("button, a") ?? [])];
  (buttons.find((one) => one.value === value) ?? buttons[0] ?? document.querySelector("main"))?.focus();
}
