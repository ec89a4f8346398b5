// What a phone needs only now and then comes once the page is at work, so that nothing stands in the
// way of a first vote. Until then its elements are empty; they are drawn the moment it is here.
import { live } from "./live.js";

const LATER_MS = 4_000;
let coming = null;

function fetchIt() {
  coming ??= import("./phone-rest.js").catch(() => {
    coming = null; // the Wi-Fi went: once more when it is back
    live.addEventListener("status", fetchWhenHere);
  });
}

function fetchWhenHere() {
  if (!live.isHere) return;
  live.removeEventListener("status", fetchWhenHere);
  fetchIt();
}

/** Fetches the rest in a moment, or at once where a page turns out to need it. */
export function bringTheRest(isNeeded = false) {
  if (isNeeded) fetchIt();
  else setTimeout(fetchIt, LATER_MS);
}
