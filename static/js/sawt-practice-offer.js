// The way into the practice, before a session begins: large for who comes the first time, then small.
import { html } from "lit";
import { icon, practice } from "./icons.js";
import { page } from "./page.js";
import { hasPractised, notePractised } from "./practising.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { t } from "./words.js";

const BEFORE = new Set(["planned", "ready", "open"]);

class SawtPracticeOffer extends SawtElement {
  static follows = ["floor"];

  render() {
    const floor = this.topics.data("floor");
    if (!floor || page.me.helps || !BEFORE.has(floor.state)) return this.absent();
    const way = html`<a class="button-quiet" href="/sessions/${page.session.slug}/moderate/practice">
      ${icon(practice)}<span>${t("Practise for two minutes")}</span>
    </a>`;
    if (hasPractised()) return this.present(html`<p class="practice-way">${way}</p>`);
    return this.present(html`<section class="practice-offer card" aria-labelledby="practice-title">
      ${star(true)}
      <h3 id="practice-title">${t("Your first time at the front?")}</h3>
      <p>${t("Try it with three pretend steps. Nobody in the hall sees anything of it.")}</p>
      <div class="practice-ways">
        ${way}
        <button type="button" class="button-quiet" @click=${() => this.notNow()}>${t("Not now")}</button>
      </div>
    </section>`);
  }

  notNow() {
    notePractised();
    this.requestUpdate();
  }
}

customElements.define("sawt-practice-offer", SawtPracticeOffer);
