// The words that adults have read, for the moderator and the adults: each can be taken out of the cloud.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, leaveOut, takeBack } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { userWords } from "./user-text.js";
import { isolated, plural, t } from "./words.js";

const UNDO_MS = 60_000;

class SawtCloudTools extends SawtElement {
  static follows = ["cloud", "poll", "seat"];
  static properties = { taken: { state: true } };

  constructor() {
    super();
    this.taken = null;
  }

  get cloud() {
    return this.topics.data("cloud");
  }

  get isShown() {
    return this.topics.data("poll")?.state === "revealed";
  }

  render() {
    const { cloud } = this;
    if (!cloud?.cleared) return this.absent();
    return this.present(html`<section class="cloud-tools card stack-tight" aria-labelledby="cloud-tools-title">
      <h2 id="cloud-tools-title">${t("Words of the hall")}</h2>
      <p class="quiet">${this.sentence(cloud)}</p>
      ${cloud.cleared.length > 0
        ? html`<ul class="cloud-list">
            ${repeat(cloud.cleared, ({ id }) => id, (word) => this.word(word))}
          </ul>`
        : nothing}
      ${this.undo()}
    </section>`);
  }

  sentence({ cleared, waiting }) {
    const read = plural("{n} word is read.", "{n} words are read.", cleared.length);
    const rest =
      waiting > 0
        ? plural("{n} waits for an adult.", "{n} wait for an adult.", waiting)
        : t("None waits.");
    const where = this.isShown ? t("The hall sees the cloud; what is read later joins it.") : t("Only you and the adults see them now.");
    return `${read} ${rest} ${where}`;
  }

  word({ id, text, size }) {
    const key = `out-${id}`;
    const isSending = this.isSending(key);
    return html`<li class="cloud-chip" data-size=${size}>
      ${userWords(text)}
      ${this.mayTakeOut
        ? html`<button
            type="button"
            class="chip-out"
            data-press=${key}
            aria-label=${t("Take this word out: {word}", { word: isolated(text.text) })}
            aria-disabled=${isSending ? "true" : nothing}
            @click=${() => !isSending && this.takeOut(id, text)}
          >
            ${icon(leaveOut)}
          </button>`
        : nothing}
      ${this.said(key) ? this.beside(key) : nothing}
    </li>`;
  }

  /** A co-moderator looks on; an adult needs no seat. */
  get mayTakeOut() {
    return page.as !== "moderator" || hasSeat();
  }

  fields(word) {
    return { word, epoch: ownEpoch() };
  }

  async takeOut(id, text) {
    const answer = await this.press(`out-${id}`, "words.take_out", this.fields(id));
    if (!answer.ok) return;
    this.taken = { id, text, at: Date.now() };
    setTimeout(this.redraw, UNDO_MS + 100);
  }

  undo() {
    const { taken } = this;
    if (!taken || Date.now() - taken.at > UNDO_MS) return nothing;
    return html`<div class="desk-decided" role="status">
      <p class="quiet">${t("Taken out:")} ${userWords(taken.text)}</p>
      ${this.button({
        key: "put-back",
        label: t("Undo"),
        drawing: takeBack,
        press: async () => {
          const answer = await this.press("put-back", "words.put_back", this.fields(taken.id));
          if (answer.ok) this.taken = null;
        },
      })}
    </div>`;
  }
}

customElements.define("sawt-cloud-tools", SawtCloudTools);
