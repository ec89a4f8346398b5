// What adults wrote about a child's paper and she may answer: a question, a change offered, or why
// it is in no session this time. It comes by itself; what she is writing in it stays.
import { html, nothing } from "lit";
import { newCommandId } from "./command-id.js";
import { keepPlaces } from "./draft.js";
import { clear, icon, language, message, question, send, write } from "./icons.js";
import { languageNames } from "./language-names.js";
import { CAN_WRITE } from "./paper-draft.js";
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
    this.mark = newCommandId();
    this.kept = new Map(shelf.all(`answer/${page.paper?.id}/`));
    this.words = "";
    this.turnTo(this.letter?.id);
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver() {
    const typed = this.querySelector("[name=text]")?.value;
    if (typed) this.type(together([...this.unsentTo(this.to), { text: typed }]));
  }

  /** From now on she answers this question: with what was typed to it here before, by any page. What belongs to
   * another one stays what it is. */
  turnTo(id) {
    this.to = id;
    this.words = together(this.unsentTo(id));
  }

  unsentTo(id) {
    return [...this.kept.values()].filter(({ to }) => to === id);
  }

  /** Answers to questions that somebody has answered meanwhile, or that are asked no more: they did not go out. */
  get left() {
    if (this.isSending("answer")) return [];
    const questions = new Set([...this.kept.values()].map(({ to }) => to));
    questions.delete(this.letter?.id);
    return [...questions].map((to) => ({ to, text: together(this.unsentTo(to)) }));
  }

  type(text) {
    this.words = text;
    this.keep(this.to, text);
  }

  /** Of what was typed to this question this is kept now, as this page's own; nothing without a word. */
  keep(to, text) {
    const own = `answer/${page.paper?.id}/${to}/${this.mark}`;
    const others = [...this.kept].filter(([name, one]) => one.to === to && name !== own).map(([name]) => name);
    if (text) {
      this.kept.set(own, { text, to });
      shelf.put(own, { text, to });
    } else {
      others.push(own);
    }
    for (const name of others) {
      this.kept.delete(name);
      shelf.remove(name);
    }
    this.requestUpdate();
  }

  get told() {
    return this.topics.data("papers")?.papers.find(({ id }) => id === page.paper?.id);
  }

  get letter() {
    return this.told ? this.told.letter : page.paper?.letter;
  }

  get readIn() {
    return this.told?.read_in ?? page.paper?.read_in ?? [];
  }

  willUpdate() {
    if (!this.isSending("answer") && this.to !== this.letter?.id) this.turnTo(this.letter?.id);
  }

  render() {
    const { letter, readIn, left } = this;
    const card = this.card(letter);
    if (!card && readIn.length === 0 && left.length === 0) return this.absent();
    return this.present(html`${left.map((one) => this.leftOver(one))} ${card ?? nothing}
    ${readIn.length > 0 ? this.inLanguages() : nothing}`);
  }

  leftOver({ text, to }) {
    const title = `left-over-${to}`;
    return html`<section class="card letter stack-tight" aria-labelledby=${title}>
      <h2 id=${title}>${icon(write)}${t("I had written an answer, too")}</h2>
      <p>${t("The question is not open any more. These words of mine were not sent.")}</p>
      <p class="user-text letter-words" dir="auto">${text}</p>
      <div class="button-row">
        ${this.sheet
          ? this.button({
              key: `put-in-${to}`,
              label: t("Put them into my paper"),
              drawing: write,
              kind: "button",
              press: () => this.putIn(text, to),
            })
          : nothing}
        ${this.button({ key: `let-go-${to}`, label: t("I do not need these words"), press: () => this.keep(to, null) })}
      </div>
    </section>`;
  }

  /** The sheet below, where she may write in it. */
  get sheet() {
    const [editor] = document.querySelectorAll("sawt-paper-editor");
    return editor && CAN_WRITE.has(this.told?.state ?? page.paper?.state) ? editor : null;
  }

  putIn(text, to) {
    const { draft } = this.sheet;
    draft.type({ body: [draft.text.body.trimEnd(), text].filter(Boolean).join("\n\n") });
    this.keep(to, null);
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
    const { to } = this;
    const answer = await this.press("answer", "papers.answer", { paper: page.paper.id, text: this.words });
    if (!answer.ok) return;
    this.keep(to, null);
    this.turnTo(this.letter?.id);
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

/** What was typed in several pages, each text once. */
function together(kept) {
  return [...new Set(kept.map(({ text }) => text))].join("\n\n");
}

function pieces({ parts }, changed) {
  return parts.map(({ text, is_changed: isChanged }) => (isChanged ? changed(text) : text));
}

// Only now: what this device kept of an answer is there to be read.
shelf.opened.then(() => customElements.define("sawt-paper-letter", SawtPaperLetter));
