// A heavy act that asks for the secret once more, inside the page: nothing typed is lost. The words
// stand in the page's template `confirm-again`.

let open = null;

async function confirm(secret, csrf) {
  try {
    const answer = await fetch("/confirm", {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ csrf_token: csrf, secret_again: secret }),
    });
    return await answer.json();
  } catch {
    return { ok: false };
  }
}

function ask() {
  const template = document.getElementById("confirm-again");
  const dialog = template.content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const said = dialog.querySelector(".said");
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (isSure) => {
      dialog.close();
      dialog.remove();
      resolve(isSure);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { secret_again: secret, csrf_token: csrf } = form.elements;
      const answer = await confirm(secret.value, csrf.value);
      if (answer.ok) return end(true);
      said.textContent = answer.message ?? said.dataset.away;
      secret.select();
      return undefined;
    });
    dialog.querySelector("[data-not-now]").addEventListener("click", () => end(false));
    dialog.addEventListener("cancel", () => end(false));
    dialog.showModal();
  });
}

/** Answers whoever in the page needs a secret typed anew; one question at a time for all. */
export function confirmWhenAsked() {
  document.addEventListener("sawt-confirm", (event) => {
    event.preventDefault(); // somebody is here to ask
    open ??= ask().finally(() => {
      open = null;
    });
    event.detail.answer(open);
  });
}
