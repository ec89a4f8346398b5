// What the wall shows, from a tablet: how it looks now; a ready sentence in one tap; what to keep, to
// write and to hold is looked at first.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { again, eye, icon, message as messageIcon, onStage, pin, screen as screenIcon, send, slip, takeBack, write } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { receipt } from "./receipt.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-wall-picture.js";
import "./sawt-painted.js";
import { hasSeat, ownEpoch } from "./seat.js";
import { star } from "./star.js";
import { userText, userWords } from "./user-text.js";
import { inWords, languageOf, t } from "./words.js";

/** Resolves as soon as there is a connection. */
function connected() {
  return new Promise((resolve) => {
    const heard = () => {
      if (!live.isHere) return;
      live.removeEventListener("status", heard);
      resolve();
    };
    live.addEventListener("status", heard);
    heard();
  });
}

class SawtWallChoice extends SawtElement {
  static follows = ["screen", "wall", "questions", "poll", "seat", "floor"];
  static properties = { candidate: { state: true }, text: { state: true }, isSlip: { state: true }, told: { state: true } };

  constructor() {
    super();
    this.candidate = null;
    this.text = "";
    this.isSlip = false;
    this.told = null;
    this.looksFor = null; // waits for its picture
    this.own = null; // the wall's version after her own choice, while the topic still tells the one before
  }

  get isModerator() {
    return page.as === "moderator";
  }

  /** A moderator chooses from her seat; a facilitator of the session without one. */
  get mayChoose() {
    const state = this.topics.data("floor")?.state;
    if (["closing", "closed", "published", "cancelled"].includes(state)) return false;
    return !this.isModerator || hasSeat();
  }

  render() {
    const screen = this.topics.data("screen");
    const wall = this.topics.data("wall");
    if (!screen || !wall) return this.absent();
    return this.present(html`<div class="wall-choice stack-tight">
      ${this.looks(screen, wall)}
      ${this.mayChoose ? html`${this.sayings()} ${this.writing(wall)} ${this.keeping(wall)}` : nothing}
    </div>`);
  }

  looks(screen, wall) {
    const { candidate } = this;
    return html`<figure class="wall-looks">
      <figcaption>
        <span class="wall-looks-now">${candidate ? t("This is how it would look") : this.saysNow(screen, wall)}</span>
      </figcaption>
      <sawt-wall-picture .picture=${candidate?.picture ?? screen}></sawt-wall-picture>
      ${candidate ? nothing : html`<sawt-painted></sawt-painted>`}
      ${candidate ? this.decide() : this.back(screen)}
    </figure>`;
  }

  saysNow({ mode }, { is_gone: isGone }) {
    if (mode === "blank") return t("The screen rests");
    if (isGone) return t("What was shown was taken away: the screen shows the pattern");
    if (mode === "pinned") return t("Kept on the screen, though the session goes on");
    if (mode === "message") return t("A message is on the screen");
    if (mode === "holding") return t("The session’s slide is on the screen");
    return t("On the screen now");
  }

  decide() {
    return html`<div class="wall-decide">
      ${this.button({
        key: "show",
        kind: "button-main",
        label: t("Show it"),
        drawing: screenIcon,
        press: () => this.show(this.candidate.choice),
      })}
      <button type="button" class="button-quiet" @click=${() => (this.candidate = null)}>
        ${icon(takeBack)}<span>${t("Not now")}</span>
      </button>
    </div>`;
  }

  back({ mode }) {
    if (!this.mayChoose) return nothing;
    if (mode === "follow") {
      return html`${this.button({
        key: "look-holding",
        label: t("The session’s slide"),
        drawing: eye,
        press: () => this.look({ mode: "holding" }),
      })}`;
    }
    if (mode === "blank") return nothing; // its own button wakes it
    return this.button({
      key: "follow",
      kind: "button-main",
      label: t("Follow the session again"),
      drawing: again,
      press: () => this.show({ mode: "follow" }, "follow"),
    });
  }

  sayings() {
    const said = this.topics.data("screen").message?.id;
    return html`<details class="wall-fold">
      <summary class="button-quiet">${icon(messageIcon)}<span>${t("Say something in one tap")}</span></summary>
      <ul class="sayings">
        ${repeat(
          page.ready ?? [],
          ({ id }) => id,
          ({ id, words }) => html`<li>
            ${this.button({
              key: `ready-${id}`,
              label: inWords(words),
              pressed: said === id,
              press: () => this.show({ mode: "message", what: "ready", id }, `ready-${id}`),
            })}
          </li>`,
        )}
      </ul>
    </details>`;
  }

  writing(wall) {
    const ready = wall.messages.filter(({ id }) => id !== wall.id);
    return html`<details class="wall-fold" ?open=${this.isModerator && ready.length > 0}>
      <summary class="button-quiet">${icon(write)}<span>${t("Write a message")}</span></summary>
      ${ready.length > 0 ? this.readMessages(ready) : nothing}
      <form class="stack-tight" @submit=${(event) => this.write(event)}>
        <div class="field">
          <label for="wall-text">${t("My message for the screen")}</label>
          <p class="field-hint" id="wall-hint">
            ${t("Another adult reads it first. Then the moderator can show it.")}
          </p>
          <textarea
            id="wall-text"
            rows="2"
            dir="auto"
            aria-describedby="wall-hint"
            .value=${this.text}
            @input=${(event) => (this.text = event.target.value)}
          ></textarea>
        </div>
        ${this.isModerator
          ? nothing
          : html`<label class="check">
              <input
                type="checkbox"
                .checked=${this.isSlip}
                @change=${(event) => (this.isSlip = event.target.checked)}
              />
              <span>${icon(slip)} ${t("A child wrote this on paper, and I have read it")}</span>
            </label>`}
        <div class="press">
          <button class="button-quiet" aria-disabled=${this.isSending("write") ? "true" : nothing}>
            ${icon(send)}<span>${this.isSending("write") ? t("Sending…") : t("Send it to be read")}</span>
          </button>
          ${this.beside("write")}
        </div>
      </form>
      ${this.told ? this.received() : nothing}
      ${this.mine(wall.mine)}
    </details>`;
  }

  /** What was sent has its code; that of a child's paper goes back with the paper. */
  received() {
    const { told } = this;
    return html`<section class="card receipt stack-tight" role="status" tabindex="-1">
      ${star(true)}
      ${receipt(told)}
      <button type="button" class="button-quiet" @click=${() => (this.told = null)}>
        <span>${t("Good")}</span>
      </button>
    </section>`;
  }

  readMessages(messages) {
    return html`<ul class="read-messages">
      ${repeat(
        messages,
        ({ id }) => id,
        ({ id, text, revision }) => html`<li class="card stack-tight">
          ${userText(text)}
          ${this.isModerator
            ? this.button({
                key: `look-${id}`,
                label: t("Look first"),
                drawing: eye,
                press: () => this.look({ mode: "message", what: "message", id, revision }, `look-${id}`),
              })
            : html`<p class="quiet">${t("It can be shown: the moderator chooses.")}</p>`}
        </li>`,
      )}
    </ul>`;
  }

  /** Where her own words are. What waits is named without its words. */
  mine(messages) {
    const waiting = messages.filter(({ state }) => state === "sent" || state === "stopped");
    if (waiting.length === 0) return nothing;
    return html`<ul class="own-messages">
      ${repeat(
        waiting,
        ({ id }) => id,
        ({ id, state, text, reason_words: why }) => html`<li class="stack-tight">
          ${text ? userText(text) : nothing}
          <p class="quiet">${state === "sent" ? t("Your message is being read.") : inWords(why)}</p>
          ${state === "sent"
            ? this.button({
                key: `back-${id}`,
                label: t("Take it back"),
                drawing: takeBack,
                press: () => this.press(`back-${id}`, "messages.take_back", { message: id }),
              })
            : html`<button type="button" class="button-quiet" @click=${() => this.change(text)}>
                ${icon(write)}<span>${t("Change it and send it again")}</span>
              </button>`}
        </li>`,
      )}
    </ul>`;
  }

  keeping(wall) {
    const questions = this.topics.data("questions");
    const seen = [questions?.on_stage, ...(questions?.public ?? [])].filter(Boolean);
    const things = [
      ...wall.papers.map(({ id, title }) => ({ what: "paper", id, words: userWords(title) })),
      ...wall.results.map(({ id, title }) => ({ what: "poll", id, words: inWords(title) })),
      ...seen.map(({ id, text }) => ({ what: "question", id, words: userWords(text) })),
    ];
    if (things.length === 0) return nothing;
    return html`<details class="wall-fold">
      <summary class="button-quiet">${icon(pin)}<span>${t("Keep something on the screen")}</span></summary>
      <p class="quiet">${t("It stays when the session goes on, until you follow again.")}</p>
      <ul class="sayings">
        ${repeat(
          things,
          ({ id }) => id,
          ({ what, id, words }) => html`<li>
            ${this.button({
              key: `look-${id}`,
              label: html`<span class="kept-kind">${this.kind(what)}</span> ${words}`,
              drawing: what === "question" ? onStage : eye,
              pressed: wall.mode === "pinned" && wall.id === id,
              press: () => this.look({ mode: "pinned", what, id }, `look-${id}`),
            })}
          </li>`,
        )}
      </ul>
    </details>`;
  }

  kind(what) {
    if (what === "paper") return t("Working paper");
    return what === "poll" ? t("The hall’s answer") : t("A question from the hall");
  }

  /** How the wall would look with this; nothing is shown to anybody yet. */
  async look(choice, key = `look-${choice.mode}`) {
    if (this.looksFor) this.say(this.looksFor.key, "");
    const wanted = { key };
    this.looksFor = wanted;
    const answer = await this.preview(choice, wanted);
    if (this.looksFor !== wanted) return; // meanwhile she wants to see something else
    this.looksFor = null;
    this.say(key, answer.ok ? "" : (answer.message ?? ""));
    if (!answer.ok) return;
    this.candidate = { choice, picture: answer.picture };
    await this.updateComplete;
    this.querySelector(".wall-looks").scrollIntoView({ block: "nearest" });
    this.querySelector('[data-press="show"]')?.focus();
  }

  /** What the server answers; without a connection that waits, as long as this is what she wants to see. */
  async preview({ mode, what, id }, wanted) {
    for (;;) {
      const answer = await live.ask("screen.preview", { session: page.session.slug, mode, what, id });
      if (answer.code !== "away" || this.looksFor !== wanted) return answer;
      this.say(wanted.key, t("Waits for the Wi-Fi…"));
      await connected();
    }
  }

  async show(choice, key = "show") {
    const before = this.topics.data("wall").version;
    const answer = await this.press(key, "screen.show", {
      session: page.session.slug,
      ...choice,
      version: before === this.own?.before ? this.own.version : before,
      ...(this.isModerator ? { epoch: ownEpoch() } : {}),
    });
    this.own = answer.ok ? { before, version: answer.version } : null;
    if (answer.ok) this.candidate = null;
    // Somebody covered something since she looked: she reads what it says now.
    if (answer.code === "words_changed") await this.look({ ...choice, revision: answer.state.revision });
  }

  change(text) {
    this.text = text?.text ?? "";
    this.told = null;
    this.querySelector("#wall-text").focus();
  }

  async write(event) {
    event.preventDefault();
    if (this.isSending("write")) return;
    const text = this.text.trim();
    if (!text) {
      this.say("write", t("Please write something first."));
      this.querySelector("#wall-text").focus();
      return;
    }
    const answer = await this.press("write", this.isSlip ? "messages.type_slip" : "messages.write", {
      session: page.session.slug,
      text,
      lang: languageOf(text, page.lang, page.session.languages),
    });
    if (!answer.ok) return;
    const forPaper = { receipt: t("Write this code on the paper and give it back. It opens the answer:") };
    this.told = this.isSlip ? { ...answer, ...forPaper } : answer;
    if (this.text.trim() === text) this.text = "";
    this.isSlip = false;
    await this.updateComplete;
    this.querySelector(".receipt")?.focus();
  }
}

customElements.define("sawt-wall-choice", SawtWallChoice);
