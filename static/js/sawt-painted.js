// Whether the hall sees it: "screen ✓", or how far behind a screen is, or which is not heard.
import { html, nothing } from "lit";
import { answered, away, clock, icon } from "./icons.js";
import { live } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { minutesBetween, plural, t } from "./words.js";

// A wall draws within a moment: nobody is told of that moment.
const PATIENCE_MS = 2_000;
const TICK_MS = 1_000;

class SawtPainted extends SawtElement {
  static follows = ["screen", "wall"];

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  willUpdate() {
    const picture = this.topics.data("screen")?.picture;
    if (picture === this.shown) return;
    this.shown = picture;
    this.since = Date.now();
  }

  updated() {
    // While a screen is behind its age grows; else nothing has to be counted.
    clearInterval(this.ticking);
    if (this.behind > 0) this.ticking = setInterval(this.redraw, TICK_MS);
  }

  render() {
    const screens = this.topics.data("wall")?.screens;
    if (!screens) return this.absent();
    const gone = screens.filter(({ gone_since: since }) => since);
    const here = screens.length - gone.length;
    const painted = screens.filter((one) => !one.gone_since && one.picture === this.shown).length;
    this.behind = here - painted;
    return this.present(html`<div class="painted" role="status">
      ${screens.length === 0
        ? html`<p>${icon(away)}<span>${t("No screen is connected to this room.")}</span></p>`
        : this.line(painted, screens.length)}
      ${this.age()} ${gone.map(({ gone_since: since }) => this.unheard(since))}
    </div>`);
  }

  line(painted, all) {
    const isNew = Date.now() - this.since < PATIENCE_MS;
    if (painted < all && this.behind > 0 && isNew) {
      return html`<p>${icon(clock)}<span>${t("On its way to the screen…")}</span></p>`;
    }
    const words =
      all === 1 && painted === 1
        ? t("The screen shows it")
        : plural("{shown} of {n} screen shows it", "{shown} of {n} screens show it", all, { shown: painted });
    return html`<p data-painted=${painted === all ? "all" : "some"}>
      ${icon(painted === all ? answered : clock)}<span>${words}</span>
    </p>`;
  }

  age() {
    const seconds = Math.floor((Date.now() - this.since) / 1_000);
    if (this.behind === 0 || seconds * 1_000 < PATIENCE_MS) return nothing;
    return html`<p class="painted-behind" aria-live="off">
      ${plural("A screen is {n} second behind.", "A screen is {n} seconds behind.", seconds)}
    </p>`;
  }

  unheard(since) {
    const minutes = minutesBetween(since, live.serverNow());
    return html`<p class="painted-behind">
      ${icon(away)}
      <span>
        ${minutes === 0
          ? t("A screen is not heard. Its last picture stays.")
          : plural(
              "A screen was not heard for {n} minute. Look at its cable or its Wi-Fi.",
              "A screen was not heard for {n} minutes. Look at its cable or its Wi-Fi.",
              minutes,
            )}
      </span>
    </p>`;
  }
}

customElements.define("sawt-painted", SawtPainted);
