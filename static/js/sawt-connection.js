// Says when the Wi-Fi is gone, and how it goes on when this device may not take part any more.
import { html, nothing } from "lit";
import { away, icon } from "./icons.js";
import { live } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { t } from "./words.js";

const PATIENCE_MS = 2_000;

class SawtConnection extends SawtElement {
  connectedCallback() {
    super.connectedCallback();
    this.onStatus = () => {
      clearTimeout(this.timer);
      if (!live.isHere) this.timer = setTimeout(this.redraw, PATIENCE_MS);
    };
    live.addEventListener("status", this.onStatus);
    this.onStatus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("status", this.onStatus);
    clearTimeout(this.timer);
  }

  get isGone() {
    return !live.isHere && Date.now() - live.since >= PATIENCE_MS - 50;
  }

  render() {
    const main = document.querySelector("main");
    if (main) main.hidden = live.status === "ended";
    if (live.status === "ended") return this.ended();
    return html`<div class="banner-place" role="status" aria-live="polite">
      ${this.isGone
        ? html`<p class="banner">
            ${icon(away)}
            <span>${t("The Wi-Fi is gone. We keep trying; nothing you wrote is lost.")}</span>
          </p>`
        : nothing}
    </div>`;
  }

  ended() {
    return html`<section class="ended card stack" role="alert">
      ${star(true)}
      <h1>${t("This page rests now")}</h1>
      <p>${live.ending?.message || t("This device is not in the session any more.")}</p>
      <p>${t("You can come in again with the room code or with your badge.")}</p>
      <a class="button-main" href="/">${t("To the first page")}</a>
    </section>`;
  }
}

customElements.define("sawt-connection", SawtConnection);
