// Where two wrote at the same place, or one where a change was: both texts, and what becomes of them.
import { html } from "lit";
import { copies, icon } from "./icons.js";
import { t } from "./words.js";

/** One of the two, under its heading. */
export function oneText(named, words, lang, choose) {
  return html`<div class="text-side">
    ${named}
    <p class="user-text" lang=${lang} dir="auto">${words}</p>
    <button type="button" class="button-quiet" @click=${choose}>
      <span>${t("Only this one")}</span>
    </button>
  </div>`;
}

/** That both stand there, and the button by which they stay. */
export function keepBoth(press) {
  return html`<p>${t("Here are both texts. Nothing is lost.")}</p>
    <button type="button" class="button-main" data-press="both" @click=${press}>
      ${icon(copies)}<span>${t("Keep both")}</span>
    </button>`;
}

/** A place of a draft with its two texts; the draft hears what a child says. */
export function twoTexts(draft, place) {
  const { lang } = draft.text;
  const isChange = place.of === "change";
  const one = (name, words) => oneText(html`<h3>${name}</h3>`, words, lang, () => draft.only(place, words));
  return html`<section class="both-texts card stack" role="status" aria-labelledby="both-title">
    <h2 id="both-title">
      ${isChange ? t("I wrote where the change was, too") : t("Two wrote at the same place")}
    </h2>
    ${keepBoth(() => draft.settle(place))}
    <div class="text-sides">
      ${one(isChange ? t("Your words") : t("On this device"), place.written)}
      ${one(isChange ? t("With the change") : t("On the other device"), place.kept)}
    </div>
  </section>`;
}
