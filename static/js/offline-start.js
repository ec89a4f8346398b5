// Lets this browser open the page again without a network, where its server offers that.
import { live } from "./live.js";
import { page } from "./page.js";

// Only once the page is at work: nothing that a phone fetches for later stands in a vote's way.
const LATER_MS = 6_000;

async function endIt() {
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
}

/** Puts the service worker in place, or takes it away where the setting says so. */
export function startOffline() {
  if (!("serviceWorker" in navigator)) return; // not a secure page
  const begin = () => {
    const done = page.starts_offline ? navigator.serviceWorker.register("/sw.js") : endIt();
    done.catch(() => {}); // a browser that forbids it works as before
  };
  const beginOnceHere = () => {
    if (live.isHere) begin();
    else live.addEventListener("status", beginOnceHere, { once: true });
  };
  setTimeout(beginOnceHere, LATER_MS);
}
