// The pictures of a draft: one is brought, told in words, put in its place, taken out and brought back. Every author's
// tablet shows the same. Tells `kept` where the words about them are kept by now.
import { html, nothing } from "lit";
import { newCommandId } from "./command-id.js";
import { placeIn } from "./draft.js";
import { camera, down, icon, picture as pictureIcon, takeBack, up } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { MOST, altOf, drawn, kindWord, smaller } from "./paper-pictures.js";
import { PictureWords } from "./picture-words.js";
import { saveState } from "./save-state.js";
import { SawtElement } from "./sawt-element.js";
import { keepBoth, oneText } from "./two-texts.js";
import { direction, t } from "./words.js";

const LARGEST = 10 * 1024 * 1024;
const ANSWER_MS = 10_000;
const AWAY_MS = 2_000;

class SawtPaperPictures extends SawtElement {
  static follows = ["papers"];
  static properties = { paper: {}, csrf: {}, lang: {}, before: { attribute: false }, kind: { state: true } };

  constructor() {
    super();
    this.kind = "picture";
    this.pressed = new Map();
    this.onHere = () => live.isHere && this.saveNow();
    this.onLine = () => this.saveNow();
  }

  connectedCallback() {
    super.connectedCallback();
    this.words ??= new PictureWords(this.paper, (id, told) => this.tell(id, told));
    this.words.addEventListener("changed", this.redraw);
    live.addEventListener("status", this.onHere);
    globalThis.addEventListener("online", this.onLine);
    this.words.begin(this.before?.splice(0));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.words.removeEventListener("changed", this.redraw);
    live.removeEventListener("status", this.onHere);
    globalThis.removeEventListener("online", this.onLine);
    this.words.stop();
  }

  /** The paper as it is told by now, and before that as the page was made with it. */
  get known() {
    return this.topics.data("papers")?.papers.find(({ id }) => id === this.paper) ?? page.paper;
  }

  get all() {
    return this.known?.pictures ?? [];
  }

  get base() {
    return `/papers/${this.paper}`;
  }

  render() {
    const present = this.all.filter((one) => !one.is_out);
    const out = this.all.filter((one) => one.is_out);
    return html`<section class="draw-in card stack" id="pictures" aria-labelledby="pictures-title">
      <h2 id="pictures-title">${t("My pictures")}</h2>
      ${present.map((one, at) => this.one(one, at, present.length))} ${out.map((one) => this.gone(one))}
      ${present.length < MOST
        ? this.adding()
        : html`<p class="notice">${t("A paper has room for six pictures. Take one out first, then this one can come.")}</p>`}
    </section>`;
  }

  one(one, at, many) {
    const { id } = one;
    const words = this.textOf(one);
    return html`<article class="drawn" data-kind=${one.kind}>
      ${drawn(one, this.base, { isSmall: true })}
      <div class="stack-tight">
        <p><span class="tag">${kindWord(one)}</span></p>
        <div class="field">
          <label for="alt-${id}">${t("What can be seen in it? For those who cannot see it")}</label>
          <textarea
            id="alt-${id}"
            rows="2"
            maxlength="1000"
            dir=${words ? "auto" : direction(this.lang)}
            lang=${this.lang}
            .value=${words}
            autocomplete="off"
            @input=${({ target }) => this.words.type(id, target.value, this.textOf(one))}
            @change=${() => this.words.save(id)}
          ></textarea>
          ${this.wordsState(id, words)} ${this.twoTexts(id, words)}
        </div>
        <div class="button-row">
          ${at > 0 ? this.step("earlier", id, t("Further up"), up) : nothing}
          ${at < many - 1 ? this.step("later", id, t("Further down"), down) : nothing}
          ${this.step("out", id, t("Take the picture out"), takeBack)}
        </div>
      </div>
    </article>`;
  }

  textOf(one) {
    return this.words.text(one, this.known.version);
  }

  wordsState(id, words) {
    const said = this.words.besideOf(id) === null ? this.words.saidOf(id) : "";
    const state = this.words.stateOf(id);
    if (state === "saved" && !words) return nothing;
    return html`${saveState(state)}
      ${said ? html`<p class="said" role="status">${said}</p>` : nothing}`;
  }

  /** Two wrote about the same picture: both texts, and what becomes of them. */
  twoTexts(id, words) {
    const place = this.words.both.get(id);
    const beside = this.words.besideOf(id);
    if (beside !== null) {
      const choose = (chosen) => this.words.choose(id, chosen);
      const why = html`<p class="said">${this.words.saidOf(id)}</p>`;
      return this.sides(id, { written: words, kept: beside }, choose, why);
    }
    if (!place || !words.includes(place.stands)) return nothing;
    return this.sides(id, place, (chosen) => this.words.only(id, chosen, words), keepBoth(() => this.words.settle(id)));
  }

  sides(id, { written, kept }, choose, both) {
    const side = (name, text) => oneText(html`<h4>${name}</h4>`, text, this.lang, () => choose(text));
    return html`<section class="both-told stack-tight" role="status" aria-labelledby="both-${id}">
      <h3 id="both-${id}">${t("Two wrote at the same place")}</h3>
      ${both}
      <div class="text-sides">${side(t("On this device"), written)} ${side(t("On the other device"), kept)}</div>
    </section>`;
  }

  gone(one) {
    return html`<p class="drawn-out notice">
      <span>${t("Taken out: {what}", { what: altOf(one) })}</span>
      ${this.step("back", one.id, t("Bring the picture back"), takeBack)}
    </p>`;
  }

  step(act, id, label, drawing) {
    const key = `${act}-${id}`;
    return this.button({ key, label, drawing, press: () => this.does(key) });
  }

  adding() {
    const kinds = [
      ["picture", t("A picture for my paper"), t("It goes where my words go.")],
      ["sheet", t("The page I wrote by hand"), t("Only I and the adults who read papers see it.")],
    ];
    const isSending = this.isSending("add");
    return html`<fieldset class="draw-kinds">
        <legend>${t("Add a picture")}</legend>
        ${kinds.map(
          ([kind, label, hint]) => html`<label class="check">
            <input type="radio" name="picture-kind" .checked=${this.kind === kind} @change=${() => (this.kind = kind)} />
            <span>${label}<span class="hint quiet">${hint}</span></span>
          </label>`,
        )}
      </fieldset>
      <div class="button-row">
        ${this.source("photo", t("Take a photo"), camera, isSending)}
        ${this.source("file", isSending ? t("Sending…") : t("Choose a picture"), pictureIcon, isSending)}
      </div>
      ${this.beside("add")}
      <p class="hint quiet">
        ${t(
          "Please no faces and no names of others. A picture is drawn anew here: where and when it was taken does not come along, and the file is not kept.",
        )}
      </p>`;
  }

  /** A file of this device, or the camera of a tablet. */
  source(name, label, drawing, isSending) {
    return html`<label class="button draw-source" data-source=${name}>
      ${icon(drawing)}<span>${label}</span>
      <input
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture=${name === "photo" ? "environment" : nothing}
        ?disabled=${isSending}
        @change=${({ target }) => this.bring(target)}
      />
    </label>`;
  }

  /** For whoever sends the paper, or leaves it or this page: one honest try now. Resolves with whether all that was
   * typed here is with the server. */
  saveNow() {
    return this.words.saveAll();
  }

  async tell(id, { alt, was }) {
    try {
      const fields = { act: `words-${id}`, [`alt-${id}`]: alt, [`was-${id}`]: was };
      const answer = await this.posted(fields, live.isHere ? ANSWER_MS : AWAY_MS);
      if (answer.ok) this.dispatchEvent(new CustomEvent("drawn", { detail: answer }));
      return answer;
    } catch {
      return { ok: false, code: "away" };
    }
  }

  async does(act) {
    const answer = await this.sends(act, { act });
    if (!answer.ok || !act.startsWith("back-")) return;
    await this.updateComplete;
    this.querySelector(`#alt-${answer.picture}`)?.focus();
  }

  async bring(input) {
    const [file] = input.files;
    if (!file) return;
    if (file.size > LARGEST * 3) return this.say("add", t("This picture is very large. A smaller one, please."));
    this.presses.set("add", { isSending: true, said: "" });
    this.requestUpdate();
    const picture = await smaller(file);
    this.presses.delete("add");
    const answer = await this.sends("add", { act: "add", kind: this.kind, picture });
    input.value = "";
    if (!answer.ok) return;
    this.awaited = answer.picture;
    this.askForWords();
  }

  /** Others' words come in: the caret stays beside the same words. */
  willUpdate() {
    const field = document.activeElement;
    const isWriting = field?.matches?.(".drawn textarea") && this.contains(field);
    this.caret = isWriting ? [field, field.value, field.selectionStart, field.selectionEnd] : null;
  }

  updated() {
    const [field, before, ...ends] = this.caret ?? [];
    if (field && field.value !== before) {
      field.setSelectionRange(...ends.map((at) => placeIn(before, field.value, at)));
    }
    this.askForWords();
    this.tellKept();
  }

  /** For the label of the whole paper. */
  tellKept() {
    const saved = this.words.savedOf(this.all.map(({ id }) => id));
    if (saved === this.saved) return;
    this.saved = saved;
    this.dispatchEvent(new CustomEvent("kept", { detail: saved }));
  }

  /** Once it stands there: what can be seen in it? */
  askForWords() {
    const words = this.awaited && this.querySelector(`#alt-${this.awaited}`);
    if (!words) return;
    this.awaited = null;
    words.focus();
  }

  /** One press; a no is said beside it. The same press sent twice counts once. */
  async sends(key, fields) {
    if (this.isSending(key)) return { ok: false };
    this.presses.set(key, { isSending: true, said: "" });
    this.requestUpdate();
    const id = this.pressed.get(key) ?? newCommandId();
    this.pressed.set(key, id);
    let answer;
    try {
      answer = await this.posted({ command_id: id, ...fields });
      this.pressed.delete(key);
    } catch {
      answer = { ok: false, message: t("That needs the Wi-Fi. Please press again when it is back.") };
    }
    this.say(key, answer.ok ? "" : (answer.message ?? ""));
    if (answer.ok) this.dispatchEvent(new CustomEvent("drawn", { detail: answer }));
    if (answer.ok && !live.isHere) location.reload();
    return answer;
  }

  async posted(fields, patience) {
    const body = new FormData();
    body.set("csrf_token", this.csrf);
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    const headers = { Accept: "application/json" };
    const signal = patience ? AbortSignal.timeout(patience) : null;
    return (await fetch(`${this.base}/pictures`, { method: "POST", headers, body, signal })).json();
  }
}

customElements.define("sawt-paper-pictures", SawtPaperPictures);
