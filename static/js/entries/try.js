// The page that opens the story's windows, each on one tap, beside each other where there is room.

const SHAPES = {
  phone: [400, 780],
  delegate: [820, 900],
  moderator: [1120, 820],
  facilitator: [1180, 820],
  screen: [1280, 760],
};

let opened = 0;

/** Where the next window goes: each a little further, so that none hides another whole. */
function place([width, height]) {
  const step = 48 * opened;
  opened += 1;
  const left = Math.min(step, Math.max(0, screen.availWidth - width));
  const top = Math.min(step, Math.max(0, screen.availHeight - height));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-window]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { window: name } = link.dataset;
  const shown = window.open(link.href, `sawt-${name}`, place(SHAPES[name] ?? SHAPES.facilitator));
  if (!shown) return; // the browser holds windows back: the link opens in the usual way
  event.preventDefault();
  link.dataset.opened = "true";
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-fill]")) return;
  const button = event.submitter ?? event.target.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  button.classList.add("is-sending");
});
