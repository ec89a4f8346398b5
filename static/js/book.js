// An open page of papers that others may read shows what they may read now: what somebody takes back leaves it too,
// without a reload.
import { topics } from "./live.js";

// A hall that has the book open does not ask all at once, and is through within the two seconds of a "no".
const WITHIN_MS = 1_000;
const AGAIN_AFTER_MS = 2_000;

/** From now on the page is looked at again whenever the book has another edition. */
export function keepBookTrue() {
  let edition = topics.data("book")?.edition;
  topics.addEventListener("changed", () => {
    const present = topics.data("book")?.edition;
    if (present === edition) return;
    edition = present;
    setTimeout(lookAgain, Math.random() * WITHIN_MS);
  });
}

async function lookAgain() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    setTimeout(lookAgain, AGAIN_AFTER_MS); // the Wi-Fi is gone, or the server is busy: it is asked again
  }
}

/** Whoever reads stays where she is: only what is another thing now is replaced. */
function take(fresh) {
  const [main, now] = [document, fresh].map((one) => one.querySelector("main"));
  if (main.querySelector("textarea")) return takeAround(main, now);
  const unfolded = main.querySelector("details")?.open;
  main.querySelector("details")?.removeAttribute("open");
  if (isOther(main, now)) {
    const hadFocus = main.contains(document.activeElement);
    document.title = fresh.title;
    main.className = now.className;
    main.replaceChildren(...now.childNodes);
    if (hadFocus) main.focus();
  }
  if (unfolded) main.querySelector("details")?.setAttribute("open", "");
}

/** Whoever types keeps all that she has typed: only the words beside it go, and come back. */
function takeAround(main, now) {
  const [here, there] = [main, now].map((one) => one.querySelector("[name=number]")?.value);
  const isSame = here === there;
  for (const words of main.querySelectorAll("[data-words]")) {
    words.textContent = isSame ? now.querySelector(`#${words.id}`).textContent : "";
  }
  main.querySelector("#words-away").hidden = isSame;
}

function isOther(main, now) {
  const [one, other] = [main, now].map((each) => [...each.childNodes]);
  return one.length !== other.length || one.some((node, at) => !node.isEqualNode(other[at]));
}
