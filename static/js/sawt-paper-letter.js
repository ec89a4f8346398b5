// What adults wrote about a child's paper and she may answer: a question, a change offered, or why
// it is in no session this time. It comes by itself; what she is writing in it stays.
import { html, nothing } from "lit";
import { keepPlaces } from "./draft.js";
import { clear, icon, language, message, question, send, write } from "./icons.js";
import { languageNames } from "./language-names.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-read.js";
import { shelf } from "./shelf.js";
import { userText } from "./user-text.js";
import { t } from "./words.js";

const SAVED_MS = 2_000;

function goesTo(place) {
  switch (place) {
    case "answer":
      return t("An adult answers your paper in writing.");
    case "book":
      return t("It can come into the book of papers. You are asked first.");
    default:
      return t("We keep it for the next conference.");
  }
}

class SawtPaperLetter extends SawtElement {
  static follows = ["papers"];
  static properties = { words: { state: true } };

  constructor() {
    super();
    this.words = this.remembered();
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    this.type(this.querySelector("[name=text]")?.value || this.words);
  }

  /** An answer that was typed and not sent, where it belongs to this question. */
  remembered() {
    const kept = shelf.get(this.place);
    return kept && kept.to === this.letter?.id ? kept.text : "";
  }

  type(text) {
    this.words = text;
    if (text) shelf.put(this.place, { text, to: this.letter?.id });
    else shelf.remove(this.place);
  }

  get place() {
    return `answer/${page.paper?.id}`;
  }

  get letter() {
    const told = this.topics.data("papers")?.papers.find(({ id }) => id === page.paper?.id);
    return told ? told.letter : page.paper?.letter;
  }

  get readIn() {
    const told = this.topics.data("papers")?.papers.find(({ id }) => id === page.paper?.id);
    return told?.read_in ?? page.paper?.read_in ?? [];
  }

  render() {
    const { letter, readIn } = this;
    const card = this.card(letter);
    if (!card && readIn.length === 0) return this.absent();
    return this.present(html`${card ?? nothing} ${readIn.length > 0 ? this.inLanguages() : nothing}`);
  }

  card(letter) {
    switch (letter?.kind) {
      case "question":
        return this.asked(letter);
      case "offer":
        return this.offered(letter);
      case "translation":
        return this.translated(letter);
      case "no":
        return this.decided(letter);
      default:
        return null;
    }
  }

  asked({ text }) {
    return html`<section class="card letter stack-tight" aria-labelledby="letter-title">
      <h2 id="letter-title">${icon(question)}${t("A question for you")}</h2>
      ${userText(text, "letter-words")}
      <div class="field">
        <label for="letter-answer">${t("My answer")}</label>
        <textarea
          id="letter-answer"
          rows="3"
          dir="auto"
          .value=${this.words}
          @input=${({ target }) => this.type(target.value)}
        ></textarea>
      </div>
      ${this.button({
        key: "answer",
        label: t("Send my answer"),
        drawing: send,
        kind: "button-main",
        hint: t("The adults who read papers see your answer. You can change your paper below and send it again, too."),
        press: () => this.answer(),
      })}
    </section>`;
  }

  async answer() {
    if (!this.words.trim()) {
      this.say("answer", t("Some words first, then it can go."));
      this.querySelector("textarea").focus();
      return;
    }
    const answer = await this.press("answer", "papers.answer", { paper: page.paper.id, text: this.words });
    if (answer.ok) this.type("");
  }

  offered(letter) {
    return html`<section class="card letter stack-tight" aria-labelledby="letter-title">
      <h2 id="letter-title">${icon(write)}${t("Someone suggests a change. Is it OK?")}</h2>
      <div class="text-sides">
        ${this.side(t("Your words"), letter.before, (text) => html`<del>${text}</del>`)}
        ${this.side(t("With the change"), letter.after, (text) => html`<ins>${text}</ins>`)}
      </div>
      ${letter.said_yes
        ? html`<p class="notice" role="status">${t("My yes is there. It waits for the others.")}</p>`
        : nothing}
      <div class="button-row">
        ${letter.said_yes ? nothing : this.reply("yes", t("Yes, take the change"), clear, letter)}
        ${this.reply("no", t("No, keep my words"), null, letter)}
      </div>
      <p class="quiet small">${t("You decide. Or write it your own way below, and send it again.")}</p>
    </section>`;
  }

  side(name, { title, body }, changed) {
    return html`<div class="text-side">
      <h3>${name}</h3>
      <p class="user-text text-side-title" lang=${title.lang} dir=${title.dir}>${pieces(title, changed)}</p>
      <p class="user-text" lang=${body.lang} dir=${body.dir}>${pieces(body, changed)}</p>
    </div>`;
  }

  reply(says, label, drawing, { id }) {
    return this.button({
      key: says,
      label,
      drawing,
      kind: says === "yes" ? "button-main" : "button",
      press: async () => {
        if (says === "yes") await this.savedBelow();
        const answer = await this.press(says, "papers.reply", { paper: page.paper.id, offer: id, says });
        if (!answer.ok || says !== "yes") return;
        // Where she had written there too she is asked about both texts.
        await keepPlaces(shelf, page.paper.id, (answer.both ?? []).map((place) => ({ ...place, of: "change" })));
        location.reload(); // the sheet below shows the words that count now
      },
    });
  }

  /** What she typed last is on the server before the change meets it; without a network it comes after. */
  savedBelow() {
    const sheets = Array.from(document.querySelectorAll("sawt-paper-editor, sawt-paper-pictures"), (one) => one.saveNow());
    return Promise.race([Promise.allSettled(sheets), new Promise((resolve) => setTimeout(resolve, SAVED_MS))]);
  }

  translated({ id, lang, pairs, said_yes: saidYes }) {
    return html`<section class="card letter stack-tight" aria-labelledby="letter-title">
      <h2 id="letter-title">${icon(language)}${t("My paper in {language}", { language: languageNames([lang]) })}</h2>
      <p>${t("An adult has translated it. Does it say what I mean?")}</p>
      ${pairs.map(
        ({ own, said }) => html`<div class="text-sides">
          ${userText(own, "text-side")} ${userText(said, "text-side")}
        </div>`,
      )}
      <sawt-read .texts=${pairs.map(({ said }) => said)}></sawt-read>
      ${saidYes ? html`<p class="notice" role="status">${t("My yes is there. It waits for the others.")}</p>` : nothing}
      <div class="button-row">
        ${saidYes ? nothing : this.says("yes", id, t("Yes, that is what I mean"), clear, "button-main")}
        ${this.says("no", id, t("No, that is not what I mean"), null, "button")}
      </div>
      <p class="quiet small">
        ${t("I can ask somebody I trust to read it to me. An adult of our team has read it; the hall reads it only with my yes.")}
      </p>
    </section>`;
  }

  says(says, translation, label, drawing, kind) {
    const fields = { paper: page.paper.id, translation, says };
    const key = `meaning-${says}-${translation}`;
    return this.button({ key, label, drawing, kind, press: () => this.press(key, "papers.reply_translation", fields) });
  }

  /** Where others read it already, she can say no still. */
  inLanguages() {
    return html`<section class="card letter stack-tight" aria-labelledby="read-in-title">
      <h2 id="read-in-title">${icon(language)}${t("Others read it in more languages")}</h2>
      ${this.readIn.map(
        ({ id, lang }) => html`<div class="button-row">
          <span>${languageNames([lang])}</span> ${this.says("no", id, t("Not any more in {language}", { language: languageNames([lang]) }), null, "button-quiet")}
        </div>`,
      )}
    </section>`;
  }

  decided({ text, goes_to: place }) {
    return html`<section class="card letter stack-tight" aria-labelledby="letter-title">
      <h2 id="letter-title">${icon(message)}${t("Not in a session this time")}</h2>
      ${userText(text, "letter-words")}
      <p><b>${t("And now:")}</b> ${goesTo(place)}</p>
    </section>`;
  }
}

function pieces({ parts }, changed) {
  return parts.map(({ text, is_changed: isChanged }) => (isChanged ? changed(text) : text));
}

// Only now: what this device kept of an answer is there to be read.
shelf.opened.then(() => customElements.define("sawt-paper-letter", SawtPaperLetter));
