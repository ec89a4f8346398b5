// Whether an adult has this paper in hand: oneself or a colleague, as it is now.
import { html } from "lit";
import { deskPapers } from "./desk-papers.js";
import { bookOpen, icon } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

class SawtHand extends SawtElement {
  connectedCallback() {
    super.connectedCallback();
    deskPapers.addEventListener("changed", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    deskPapers.removeEventListener("changed", this.redraw);
  }

  render() {
    const hand = deskPapers.get(this.dataset.paper)?.hand ?? "free";
    this.closest("[data-hand]")?.setAttribute("data-hand", hand);
    if (hand === "free") return this.absent();
    return this.present(html`<span class="tag"
      >${icon(bookOpen)}${hand === "mine" ? t("With me") : t("With a colleague")}</span
    >`);
  }
}

customElements.define("sawt-hand", SawtHand);
