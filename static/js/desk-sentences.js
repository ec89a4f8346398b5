// On the sheet of the papers' desk a sentence is pressed to comment on it; the list of sentences does the same without
// a mouse. The one that is chosen is seen on the sheet.
const box = document.querySelector(".curate-act select[name=sentence]");
const sentences = [...document.querySelectorAll(".sentence")];

function show() {
  const isOpen = box.closest("details").open;
  for (const one of sentences) one.classList.toggle("is-chosen", isOpen && one.dataset.place === box.value);
  const chosen = sentences.find((one) => one.classList.contains("is-chosen"));
  chosen?.scrollIntoView({ block: "nearest" });
}

if (box) {
  const act = box.closest("details");
  for (const one of sentences) {
    one.addEventListener("click", () => {
      if (String(getSelection())) return; // somebody marks words to copy them
      box.value = one.dataset.place;
      act.open = true;
      show();
      act.querySelector("textarea").focus();
    });
  }
  box.addEventListener("change", show);
  act.addEventListener("toggle", show);
  show();
}
