// The pictures of a draft: one is brought, told in words, put in its place, taken out and brought back. Every author's
// tablet shows the same.
import { html, nothing } from "lit";
import { newCommandId } from "./command-id.js";
import { camera, down, icon, picture as pictureIcon, takeBack, up } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { MOST, altOf, drawn, kindWord, smaller } from "./paper-pictures.js";
import { SawtElement } from "./sawt-element.js";
import { direction, t } from "./words.js";

const LARGEST = 10 * 1024 * 1024;

class SawtPaperPictures extends SawtElement {
  static follows = ["papers"];
  static properties = { paper: {}, csrf: {}, lang: {}, kind: { state: true } };

  constructor() {
    super();
    this.kind = "picture";
    // What is being typed about a picture, until the server has it.
    this.typed = new Map();
    this.pressed = new Map();
  }

  get all() {
    const told = this.topics.data("papers")?.papers.find(({ id }) => id === this.paper);
    return (told ?? page.paper)?.pictures ?? [];
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
    const { id, alt } = one;
    const words = this.typed.get(id) ?? alt?.text ?? "";
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
            @input=${({ target }) => this.type(id, target.value)}
            @change=${() => this.keepWords(id)}
          ></textarea>
          ${this.wordsState(id, alt)}
        </div>
        <div class="button-row">
          ${at > 0 ? this.step("earlier", id, t("Further up"), up) : nothing}
          ${at < many - 1 ? this.step("later", id, t("Further down"), down) : nothing}
          ${this.step("out", id, t("Take the picture out"), takeBack)}
        </div>
      </div>
    </article>`;
  }

  wordsState(id, alt) {
    if (this.said(`words-${id}`)) return this.beside(`words-${id}`);
    const isKept = !this.typed.has(id);
    if (isKept && !alt) return nothing;
    return html`<p class="save-state" data-state=${isKept ? "saved" : "typing"} role="status">
      ${isKept ? t("Saved") : t("Not saved yet. Please leave this page open.")}
    </p>`;
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

  type(id, words) {
    this.typed.set(id, words);
    this.say(`words-${id}`, "");
  }

  /** For sending the paper too: whether everything that was typed here is kept now. */
  async keepAllWords() {
    const kept = await Promise.all([...this.typed.keys()].map((id) => this.keepWords(id)));
    return kept.every(Boolean);
  }

  async keepWords(id) {
    const words = this.typed.get(id);
    if (words === undefined) return true;
    const answer = await this.sends(`words-${id}`, { act: `words-${id}`, [`alt-${id}`]: words });
    if (answer.ok && this.typed.get(id) === words) this.typed.delete(id);
    this.requestUpdate();
    return answer.ok === true;
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

  updated() {
    this.askForWords();
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
    const body = new FormData();
    body.set("csrf_token", this.csrf);
    body.set("command_id", this.pressed.get(key) ?? newCommandId());
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    this.pressed.set(key, body.get("command_id"));
    let answer;
    try {
      const headers = { Accept: "application/json" };
      answer = await (await fetch(`${this.base}/pictures`, { method: "POST", headers, body })).json();
      this.pressed.delete(key);
    } catch {
      answer = { ok: false, message: t("That needs the Wi-Fi. Please press again when it is back.") };
    }
    this.say(key, answer.ok ? "" : (answer.message ?? ""));
    if (answer.ok) this.dispatchEvent(new CustomEvent("drawn", { detail: answer }));
    if (answer.ok && !live.isHere) location.reload();
    return answer;
  }
}

customElements.define("sawt-paper-pictures", SawtPaperPictures);
