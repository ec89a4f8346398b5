// Points to share out: a row for each answer with one point fewer and one point more.
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { pointsLeft, shared } from "./choices.js";
import { fewer, icon, shortlist as more } from "./icons.js";
import { optionPicture } from "./option-picture.js";
import { SawtChoice } from "./sawt-choice.js";
import { digits, inWords, isolated, plural, t } from "./words.js";

class SawtSharePoints extends SawtChoice {
  render() {
    const { poll } = this;
    const shares = this.choice ?? {};
    const left = pointsLeft(poll, shares);
    return html`<p class="ask-for">
        ${plural("Share out {n} point.", "Share out {n} points.", poll.points)}
      </p>
      <div class="choices" role="group" aria-labelledby="poll-title">
        ${repeat(
          poll.options,
          ({ id }) => `${poll.id}/${poll.round}/${id}`,
          (option) => this.row(option, shares),
        )}
      </div>
      <p class="ask-more" role="status">
        ${left === 0
          ? t("All your points are given.")
          : plural("{n} point left to give", "{n} points left to give", left)}
      </p>`;
  }

  row(option, shares) {
    const { poll } = this;
    const points = shares[option.id] ?? 0;
    const text = inWords(option.text);
    return html`<div class="share-row" role="group" aria-label=${text} data-has=${String(points > 0)}>
      ${optionPicture(option)}
      <span class="choice-text">${text}</span>
      <span class="share-steps">
        ${this.step(shared(poll, shares, option.id, -1), shares, fewer, "fewer", text)}
        <output class="share-points">
          <span aria-hidden="true">${digits(points)}</span>
          <span class="visually-hidden">${plural("{n} point", "{n} points", points)}</span>
        </output>
        ${this.step(shared(poll, shares, option.id, 1), shares, more, "more", text)}
      </span>
    </div>`;
  }

  step(next, shares, drawing, way, text) {
    const isHeld = next === shares;
    const answer = isolated(text);
    return html`<button
      type="button"
      class="step"
      data-way=${way}
      aria-label=${way === "more"
        ? t("One point more: {answer}", { answer })
        : t("One point fewer: {answer}", { answer })}
      aria-disabled=${String(isHeld)}
      @click=${() => !isHeld && this.choose(next)}
    >
      ${icon(drawing)}
    </button>`;
  }
}

customElements.define("sawt-share-points", SawtSharePoints);
