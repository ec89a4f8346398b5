// What a script can add to the help pages, which work whole without one. No socket, nothing kept.

const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 5_000;
const LOOK_FOR_MS = 20 * 60_000;

/** Leaving puts the next page in this one's place: "back" does not lead here again. */
export function leaveWithoutATrace() {
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.body.replaceChildren();
      location.replace(link.href);
    });
  }
}

async function isHere() {
  try {
    const answer = await fetch("/healthz", {
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Without a network the page says at once that nothing was sent, and where to go; the words stay. */
export function tellOrSay() {
  const form = document.querySelector("[data-tell]");
  const offline = document.querySelector("[data-offline]");
  if (!form) return;
  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    offline.hidden = true;
    if (await isHere()) form.submit();
    else {
      offline.hidden = false;
      offline.scrollIntoView({ block: "nearest" });
    }
    isAsking = false;
  });
}

/** The receipt says by itself when somebody has opened it. */
export function lookAgain() {
  const form = document.querySelector("[data-look]");
  if (!form) return;
  const began = Date.now();
  const look = async () => {
    const shown = document.getElementById("state");
    if (shown.dataset.state === "with_somebody" || Date.now() - began > LOOK_FOR_MS) return;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "omit",
        cache: "no-store",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("state");
      if (answer.ok && fresh && !fresh.isEqualNode(shown)) {
        shown.replaceWith(document.importNode(fresh, true));
      }
    } catch {
      // Away: the next look may find it.
    }
    setTimeout(look, LOOK_EVERY_MS);
  };
  setTimeout(look, LOOK_EVERY_MS);
}
