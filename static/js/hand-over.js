// Handing a shared tablet to the next child: first what is unsent goes out, then this device forgets.
import { live } from "./live.js";
import { t } from "./words.js";

const PATIENCE_MS = 5_000;
const OURS = "sawt-";

function forget(store) {
  Object.keys(store)
    .filter((key) => key.startsWith(OURS))
    .forEach((key) => store.removeItem(key));
}

/** Nothing that the page kept on this device is left on it. */
export function forgetEverything() {
  live.unsent.forget();
  try {
    forget(localStorage);
    forget(sessionStorage);
  } catch {
    // A browser that forbids storage kept nothing.
  }
}

function tell(form, sentence) {
  let place = form.querySelector(".said");
  if (!place) {
    place = document.createElement("p");
    place.className = "said";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = sentence;
}

async function handOver(form) {
  tell(form, t("One moment: what is unsent goes out first…"));
  const saved = Array.from(document.querySelectorAll("sawt-paper-editor"), (editor) => editor.saveNow());
  const allSaved = (await Promise.all(saved)).every(Boolean);
  if (!allSaved || !(await live.emptied(PATIENCE_MS))) {
    tell(form, t("Something is only on this device so far. Hand over when the Wi-Fi is back."));
    return;
  }
  forgetEverything();
  form.submit();
}

/** Every hand-over form of the page sends what is unsent before it ends the sign-in. */
export function handOverSafely() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const action = form.getAttribute("action") ?? "";
    if (!new URL(action, location.href).pathname.endsWith("/hand-over")) return;
    event.preventDefault();
    handOver(form);
  });
}
