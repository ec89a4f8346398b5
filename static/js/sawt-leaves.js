// A paper on stage, on the tablets: what of it the wall shows, the way back, and whether its author goes through
// it herself. Where the moderator's big button goes on, there is no second one here.
import { html, nothing } from "lit";
import { next, takeBack } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { userText, userWords } from "./user-text.js";
import { voicesFor } from "./voices.js";
import { turning } from "./what-now.js";
import { inWords, isolated, plural, t } from "./words.js";

/** What one presses to go on in a paper. */
export function onward({ at, paragraphs }) {
  if (at.picture) return t("Show the next picture");
  if (at.paragraph === paragraphs.length && at.part === at.parts) return t("Show the picture");
  if (at.part < at.parts) return t("Read on in this paragraph");
  return t("Show paragraph {n}", { n: at.paragraph + 1 });
}

class SawtLeaves extends SawtElement {
  static follows = ["screen", "wall", "floor", "seat", "questions"];

  get isModerator() {
    return page.as === "moderator";
  }

  /** A moderator turns them from her seat, a facilitator of the session without one. */
  get epoch() {
    return this.isModerator ? ownEpoch() : null;
  }

  render() {
    const screen = this.topics.data("screen");
    const paper = screen?.layout === "paper" ? screen.paper : null;
    const floor = this.topics.data("floor");
    if (!paper?.at || floor?.state !== "live") return this.absent();
    const may = !this.isModerator || hasSeat();
    const isNow = paper.item === floor.item;
    // Before the first words are read the moderator has her cue card in their place.
    const isCued = this.isModerator && isNow && paper.at.leaf === 1;
    return this.present(html`<section class="leaves ${isCued ? "" : "card"}" aria-label=${t("The paper on the screen")}>
      <p class="leaves-where quiet">
        ${this.isModerator && isNow ? nothing : html`${userWords(paper.title)} – `}${this.where(paper)} ${this.voices(paper)}
      </p>
      ${may
        ? html`<div class="leaves-acts">
            ${this.back(paper)} ${this.isModerator && isNow ? nothing : this.on(paper)}
            ${isNow ? this.hand(paper) : nothing}
          </div>`
        : nothing}
      ${isCued ? nothing : userText(paper.at.text, "leaves-text")}
    </section>`);
  }

  where({ at, paragraphs, pictures }) {
    if (at.picture) {
      const n = pictures.findIndex(({ id }) => id === at.picture.id) + 1;
      return t("Picture {n} of {all}", { n, all: pictures.length });
    }
    const words = t("Paragraph {n} of {all}", { n: at.paragraph, all: paragraphs.length });
    return at.parts > 1 ? `${words} (${t("{n} of {all}", { n: at.part, all: at.parts })})` : words;
  }

  voices(paper) {
    const number = voicesFor(this.topics.data("questions"), paper, paper.at.paragraph);
    return number ? html`<span>– ${plural("{n} voice", "{n} voices", number)}</span>` : nothing;
  }

  back(paper) {
    if (paper.at.leaf === 1) return nothing;
    return this.button({
      key: "leaf-back",
      label: t("One back"),
      drawing: takeBack,
      press: () => this.press("leaf-back", ...turning(paper, -1, this.epoch)),
    });
  }

  on(paper) {
    if (paper.at.leaf === paper.at.leaves) return nothing;
    return this.button({
      key: "leaf-on",
      label: onward(paper),
      drawing: next,
      press: () => this.press("leaf-on", ...turning(paper, 1, this.epoch)),
    });
  }

  /** Its author goes on from her own device, for as long as whoever leads wishes. */
  hand({ item, author }) {
    const isHanded = this.topics.data("wall")?.in_hand === item;
    const name = inWords(author);
    return this.button({
      key: "leaf-hand",
      label: name ? t("Let {name} turn the pages", { name: isolated(name) }) : t("Let the author turn the pages"),
      pressed: isHanded,
      press: () => {
        const seat = this.isModerator ? { epoch: this.epoch } : {};
        return this.press("leaf-hand", "reading.hand", { item, on: !isHanded, ...seat });
      },
    });
  }
}

customElements.define("sawt-leaves", SawtLeaves);
