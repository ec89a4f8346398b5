// "Read it to me": what the wall says, in the voice of this device. Where there is none, no button.
import { LitElement, html, nothing } from "lit";
import { icon, listen, pause } from "./icons.js";
import { canRead, read, stopReading, whenVoicesCome } from "./read-aloud.js";
import { t } from "./words.js";

class SawtRead extends LitElement {
  static properties = { texts: { attribute: false }, isReading: { state: true } };

  constructor() {
    super();
    this.texts = [];
    this.isReading = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forget = whenVoicesCome(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
    if (this.isReading) stopReading();
  }

  willUpdate() {
    // What is read belongs to the picture; the next picture is silent until somebody asks.
    const key = JSON.stringify(this.texts);
    if (this.isReading && key !== this.reading) this.stop();
    this.key = key;
  }

  render() {
    if (!canRead(this.texts)) return nothing;
    return html`<button
      type="button"
      class="button-quiet read-aloud"
      aria-pressed=${String(this.isReading)}
      @click=${() => (this.isReading ? this.stop() : this.start())}
    >
      ${icon(this.isReading ? pause : listen)}<span>${this.isReading ? t("Stop reading") : t("Read it to me")}</span>
    </button>`;
  }

  async start() {
    const { key } = this;
    this.reading = key;
    this.isReading = true;
    await read(this.texts);
    if (this.reading === key) this.isReading = false;
  }

  stop() {
    this.reading = null;
    this.isReading = false;
    stopReading();
  }
}

customElements.define("sawt-read", SawtRead);
