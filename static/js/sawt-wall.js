// The projector: one message at a time, in two languages side by side; help always at the foot.
// The last picture stays when the connection goes. Given a `picture` it is a small one of what a wall
// would show, on the tablet of whoever chooses.
import { html, nothing } from "lit";
import { face } from "./faces.js";
import { away, icon } from "./icons.js";
import { itemWord } from "./item-words.js";
import { live } from "./live.js";
import { optionPicture } from "./option-picture.js";
import { page } from "./page.js";
import { pollName } from "./poll-words.js";
import "./sawt-bars.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-star-field.js";
import "./sawt-turn.js";
import "./sawt-word-cloud.js";
import { star } from "./star.js";
import { userText } from "./user-text.js";
import { voicesFor } from "./voices.js";
import { clockTime, digits, direction, inWords, isolated, plural, roomCode, t } from "./words.js";

const MARK_AFTER_MS = 10_000;
const LONG = 70;
const COME_BACK_MS = 5_000;
// A picture is drawn once nothing newer has come for so long; then the screen says so, and that it is
// still there.
const SETTLES_MS = 300;
const HEARD_EVERY_MS = 10_000;

// How far the words of a wall may shrink before they would be cut. What is read of a paper begins large: it has
// been cut so that it can be read from the last row.
const SMALLEST = 0.5;
const LARGEST_PAPER = 1.9;
const SHRINK = 0.05;
const NUMBER = "\u0000";
const WITHOUT_TITLE = new Set(["question", "paused", "waiting_for_adult", "blank", "turn"]);
const SIZES = ["--wall-text", "--wall-title", "--wall-gap"];

/** From this large to the smallest. */
function steps(largest) {
  const many = Math.round((largest - SMALLEST) / SHRINK) + 1;
  return Array.from({ length: many }, (_, at) => (largest - at * SHRINK).toFixed(2));
}

const length = (text) => (text.length > LONG ? "long" : "short");

/** The two languages of the wall, Arabic first. */
function pairOf(languages) {
  const arabicFirst = [...languages].sort((one, other) => (other === "ar") - (one === "ar"));
  return arabicFirst.slice(0, 2);
}

class SawtWall extends SawtElement {
  static follows = ["screen", "floor", "poll", "cloud", "questions", "presence", "thanks"];
  static properties = { picture: { attribute: false } };

  constructor() {
    super();
    this.picture = null;
    this.onStatus = () => this.statusChanged();
    this.onPaired = () => location.reload();
    this.onResize = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.picture) this.beTheWall();
    addEventListener("resize", this.onResize);
    document.fonts?.ready.then(this.onResize);
    document.fonts?.addEventListener("loadingdone", this.onResize);
  }

  beTheWall() {
    live.addEventListener("status", this.onStatus);
    live.addEventListener("paired", this.onPaired);
    this.statusChanged();
    this.beating = setInterval(() => this.sayPainted(), HEARD_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    live.removeEventListener("status", this.onStatus);
    live.removeEventListener("paired", this.onPaired);
    removeEventListener("resize", this.onResize);
    clearTimeout(this.timer);
    clearTimeout(this.settling);
    clearInterval(this.beating);
  }

  /** The tablets of the room are told which picture stands here now. */
  sayPainted() {
    const { screen, layout } = this;
    if (!screen?.picture || !live.isHere) return;
    const shows = layout === "break" ? "item" : layout;
    if (shows !== screen.layout) return; // what belongs to it has not come yet
    live.ask("screen.painted", { session: live.session, picture: screen.picture });
  }

  statusChanged() {
    clearTimeout(this.timer);
    if (live.isHere) this.settle();
    if (!live.isHere) this.timer = setTimeout(this.redraw, MARK_AFTER_MS + 50);
    // A screen that was taken out of the room asks for a new code by itself.
    if (live.status === "ended") this.timer = setTimeout(() => location.reload(), COME_BACK_MS);
  }

  get screen() {
    if (this.picture) return this.picture;
    return live.status === "ended" ? null : (this.topics.data("screen") ?? null);
  }

  get languages() {
    const told = this.picture?.session.languages ?? live.place?.languages ?? this.screen?.session?.languages ?? page.session?.languages;
    return pairOf(told ?? [page.lang]);
  }

  /** The question or poll that is pinned, else the one that the session is at. */
  get onStage() {
    return this.screen?.question ?? this.topics.data("questions")?.on_stage;
  }

  get poll() {
    return this.screen?.poll ?? this.topics.data("poll");
  }

  /** Where the wall waits or has ended, the day's tiles lie there too: one for each contribution. */
  get mosaic() {
    const { layout, screen } = this;
    return layout === screen?.layout ? (screen.mosaic ?? 0) : 0;
  }

  get layout() {
    if (page.pairing) return "pairing";
    const { screen } = this;
    if (!screen) return "blank";
    // What was taken back leaves the pattern, never a word about it.
    if (screen.layout === "question" && !this.onStage) return "blank";
    if (screen.layout === "paper" && !screen.paper) return "blank";
    if (screen.layout === "poll" && !this.poll) return "blank";
    if (screen.layout === "item" && !screen.item) return "blank";
    if (screen.layout === "message" && !screen.message) return "blank";
    if (screen.layout === "item" && screen.item.kind === "break") return "break";
    return screen.layout;
  }

  render() {
    const { layout, screen, poll } = this;
    const isVoting = poll && poll.state !== "revealed" && layout === "poll";
    return this.present(html`<div class="wall" data-layout=${layout}>
      <sawt-star-field
        ?data-mosaic=${this.mosaic > 0}
        .present=${layout === "closed" && this.mosaic > 0 ? 0 : (this.topics.data("presence")?.present ?? 0)}
        .day=${this.mosaic}
        .votes=${poll && layout === "poll" ? (poll.answered ?? 0) : 0}
        .ballot=${poll ? `${poll.id}/${poll.round}` : null}
        .foot=${Math.round((this.clientHeight || innerHeight) * 0.16)}
      ></sawt-star-field>
      ${WITHOUT_TITLE.has(layout) || screen?.message?.text
        ? html`<header class="visually-hidden"><h1>${inWords(screen?.session?.title) || "Sawt · صوت"}</h1></header>`
        : nothing}
      <main class="wall-main" aria-live=${isVoting ? "off" : "polite"}>${this.band(layout)}${this.message(layout, screen, poll)}</main>
      ${this.foot(screen)} ${this.offline()}
    </div>`);
  }

  /** Where something else is read meanwhile, whose turn it is stands above it, small. */
  band(layout) {
    if (!["paper", "poll", "question"].includes(layout) || !this.topics.data("floor")?.turn) return nothing;
    return html`<sawt-turn
      class="turn-band"
      .isWall=${true}
      .languages=${this.languages}
      dir=${direction(this.languages[0])}
    ></sawt-turn>`;
  }

  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.sayPainted(), SETTLES_MS);
  }

  updated() {
    if (!this.picture) this.settle();
    this.fit();
    this.querySelector("sawt-bars")?.updateComplete.then(() => this.fit());
    const { poll } = this;
    const state = poll && `${poll.id}/${poll.round}/${poll.state}`;
    const hasJustCome = this.pollState !== undefined && this.pollState !== state;
    this.pollState = state;
    if (hasJustCome && poll?.state === "revealed" && this.layout === "poll") this.flow();
    this.ripple();
  }

  /** The star ripples when this session's hall has said thank you since it was last looked at. */
  ripple() {
    const known = this.thanks;
    this.thanks = { mark: this.topics.data("thanks")?.ripple, session: live.session };
    const isNew = known?.mark && this.thanks.mark && known.mark !== this.thanks.mark;
    if (isNew && known.session === this.thanks.session) this.querySelector("sawt-star-field").ripple();
  }

  async flow() {
    await this.querySelector("sawt-bars")?.updateComplete;
    const bars = [...this.querySelectorAll(".bar-svg")].map((bar) => bar.getBoundingClientRect());
    this.querySelector("sawt-star-field").flowInto(bars);
  }

  pair(side, kind = "") {
    const { languages } = this;
    return html`<div class="wall-pair ${kind}" dir=${direction(languages[0])}>
      ${languages.map(
        (lang) =>
          html`<div class="wall-side" lang=${lang} dir=${direction(lang)}>${side(lang)}</div>`,
      )}
    </div>`;
  }

  title(words) {
    return this.pair((lang) => {
      const text = inWords(words, lang);
      return html`<h1 class="wall-title" data-length=${length(text)}>${text}</h1>`;
    });
  }

  message(layout, screen, poll) {
    switch (layout) {
      case "pairing":
        return this.pairing();
      case "holding":
        return this.holding(screen);
      case "item":
        return this.pair((lang) => {
          const text = inWords(screen.item.title, lang);
          return html`<p class="wall-kind">${itemWord(screen.item.kind, lang)}</p>
            <h1 class="wall-title" data-length=${length(text)}>${text}</h1>`;
        });
      case "turn":
        return html`<sawt-turn .isWall=${true} .languages=${this.languages} dir=${direction(this.languages[0])}></sawt-turn>`;
      case "paper":
        return this.paper(screen.paper);
      case "question":
        return this.question(this.onStage);
      case "message":
        return this.saying(screen.message);
      case "break":
        return this.pausing(screen.item);
      case "poll":
        return this.vote(poll);
      case "paused":
        return html`${star(true)}
        ${this.pair((lang) => html`<p class="wall-title">${t("A short pause. We go on in a moment.", {}, lang)}</p>`)}`;
      case "waiting_for_adult":
        return html`${star(true)}
        ${this.pair(
          (lang) => html`<p class="wall-title">${t("A short pause.", {}, lang)}</p>
            <p class="wall-text">${t("We go on when the adults of our team are with us.", {}, lang)}</p>`,
        )}`;
      case "closed":
        return this.closed(screen);
      default:
        return html`<div class="wall-blank">${star()}</div>`;
    }
  }

  pairing() {
    const { code } = page.pairing;
    return html`<h1 class="wall-title">${t("Can the last row read this?")}</h1>
      <p class="wall-pairing-code"><bdi dir="ltr">${digits(code, "en")}</bdi></p>
      <p class="wall-text">
        ${t("A facilitator or moderator writes this code on a tablet. Then the screen belongs to the room.")}
      </p>`;
  }

  holding({ session, next, mode }) {
    return html`${star(true)}
    ${this.pair((lang) => {
      const text = inWords(session?.title ?? next?.title, lang);
      return html`<h1 class="wall-title wall-holding-title" data-length=${length(text)}>${text}</h1>
        ${mode === "holding" && !next
          ? nothing
          : html`<p class="wall-text">
              ${next?.starts_at
                ? t("Begins at {time}", { time: clockTime(next.starts_at, lang) }, lang)
                : t("We begin soon", {}, lang)}
            </p>`}
        <p class="wall-text">${t("Come in with your phone: the picture below or the number.", {}, lang)}</p>`;
    })}`;
  }

  /** A ready sentence in both languages, or somebody's words in the one in which they were written. */
  saying({ words, text }) {
    if (words) return html`${star(true)} ${this.title(words)}`;
    return html`${star(true)}
      <div class="wall-question" data-length=${length(text.text)}>${userText(text, "wall-user wall-title")}</div>`;
  }

  pausing({ title, until }) {
    return html`${star(true)} ${this.title(title)}
    ${until
      ? this.pair((lang) => html`<p class="wall-text">${t("We go on at {time}.", { time: clockTime(until, lang) }, lang)}</p>`)
      : nothing}`;
  }

  /** One paragraph of it, or some sentences of a long one, as large as there is room. */
  paper({ title, author, at, paragraphs }) {
    if (at?.picture) return this.drawing(title, author, at.picture);
    const where = (lang) =>
      at ? ` (${t("{n} of {all}", { n: at.paragraph, all: paragraphs.length }, lang)})` : "";
    return html`${this.pair((lang) => html`<p class="wall-kind">${t("Working paper", {}, lang)}${where(lang)}</p>`, "wall-kinds")}
      <header class="wall-paper" lang=${title.lang} dir=${title.dir}>
        <h1 class="wall-paper-title user-text">${title.text}</h1>
        ${author ? html`<p class="wall-by">${this.both(author)}</p>` : nothing}
      </header>
      ${at
        ? html`<div class="wall-leaf">${at.heading ? userText(at.heading, "wall-heading") : nothing} ${userText(at.text, "wall-user")}</div>
            ${at.parts > 1 ? this.parts(at) : nothing} ${this.voices(at)}`
        : nothing}`;
  }

  /** A picture is a leaf of its own: as large as the wall, its title and who drew it above it. */
  drawing(title, author, one) {
    const { slug } = this.screen.session;
    const alt = one.alt?.text ?? t("A picture. Nobody has said yet what can be seen in it.");
    return html`<header class="wall-drawing-head" lang=${title.lang} dir=${title.dir}>
        <h1 class="wall-paper-title user-text">${title.text}</h1>
        ${author ? html`<p class="wall-by">${this.both(author)}</p>` : nothing}
      </header>
      <div class="wall-drawing">
        <img
          src="/sessions/${slug}/stage/${one.id}"
          alt=${alt}
          lang=${one.alt?.lang ?? nothing}
          width=${one.width}
          height=${one.height}
          @load=${this.redraw}
        />
      </div>`;
  }

  /** How many say "me too" to what is read, from three on. */
  voices({ paragraph }) {
    const number = voicesFor(this.topics.data("questions"), this.screen.paper, paragraph);
    if (!number) return nothing;
    return this.pair((lang) => html`<p class="wall-by">${plural("{n} voice", "{n} voices", number, {}, lang)}</p>`, "wall-kinds");
  }

  /** A long paragraph goes on: a star for each part of it, the present one lit. */
  parts({ part, parts, text }) {
    const lit = Array.from({ length: parts }, (_, at) => star(at + 1 === part));
    return html`<p class="wall-parts" dir=${text.dir} aria-hidden="true">${lit}</p>`;
  }

  /** Nothing on the wall is ever cut: what a paper says is as large as it can be, all else shrinks a little. */
  fit() {
    const main = this.querySelector(".wall-main");
    const fits = (size, text) => {
      this.scale(main, size, text);
      return !this.overflows(main);
    };
    // Titles and gaps give way first; smaller text is better only than text that is cut.
    const isRead = steps(this.layout === "paper" ? LARGEST_PAPER : 1).some((size) => fits(size));
    if (!isRead) steps(1).some((text) => fits(SMALLEST, `calc(var(--wall-least) * ${text})`));
  }

  /** The wall's own sizes, as its style sheet gives them, that much smaller inside the message; text is never
   * smaller than the last row can read, unless it is said how small. */
  scale(main, size, text) {
    const given = getComputedStyle(this);
    for (const name of SIZES) {
      main.style.setProperty(name, `calc(${given.getPropertyValue(name)} * ${Math.min(size, 1)})`);
    }
    main.style.setProperty("--leaf", String(Math.max(size, 1)));
    main.style.setProperty("--wall-text", text ?? `max(${main.style.getPropertyValue("--wall-text")}, var(--wall-least))`);
    main.style.fontSize = "var(--wall-text)";
  }

  overflows(main) {
    const parts = [...main.children];
    if (parts.length === 0) return false;
    const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(main);
    const room = main.clientHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
    const drawn = main.getBoundingClientRect().height / main.offsetHeight || 1; // a picture is smaller
    const tops = parts.map((part) => part.getBoundingClientRect().top);
    const bottoms = parts.map((part) => part.getBoundingClientRect().bottom);
    return (Math.max(...bottoms) - Math.min(...tops)) / drawn > room + 1;
  }

  question({ text, about, name, on_paper: onPaper }) {
    const kind = (lang) => (onPaper ? t("A question written on paper", {}, lang) : t("A question from the hall", {}, lang));
    return html`${this.pair((lang) => html`<p class="wall-kind">${kind(lang)}</p>`, "wall-kinds")}
    <div class="wall-question" data-length=${length(text.text)}>${userText(text, "wall-user wall-title")}</div>
    ${about ? this.pair((lang) => html`<p class="wall-by">${inWords(about, lang)}</p>`, "wall-kinds") : nothing}
    ${name ? html`<p class="wall-by" dir=${text.dir}>${this.both(name)}</p>` : nothing}`;
  }

  /** A name in each language of the wall, once where it is the same. */
  both(words) {
    const names = [...new Set(this.languages.map((lang) => inWords(words, lang)))];
    return names.map((name, at) => html`${at > 0 ? " · " : nothing}<bdi>${name}</bdi>`);
  }

  /** What the hall is asked: what kind of asking it is, and the question. */
  asked(poll) {
    return html`${this.pair((lang) => html`<p class="wall-kind">${pollName(poll, lang)}</p>`, "wall-kinds")} ${this.title(poll.title)}`;
  }

  /** Open words: the question and how many have answered; then, in one tap, the cloud. */
  words(poll) {
    if (poll.state !== "revealed") {
      return html`${this.asked(poll)}
        ${poll.state === "open"
          ? this.pair((lang) => html`<p class="wall-text">${t("Write on your phones.", {}, lang)}</p>`)
          : nothing}
        ${this.tally(poll)}`;
    }
    return html`${this.asked(poll)}
      <sawt-word-cloud
        .isWall=${true}
        .caption=${poll.title}
        .languages=${this.languages}
        .words=${this.topics.data("cloud")?.words ?? []}
      ></sawt-word-cloud>`;
  }

  vote(poll) {
    if (poll.kind === "words") return this.words(poll);
    if (poll.state === "revealed" && poll.results) {
      return html`${this.asked(poll)}
        <sawt-bars
          dir=${direction(this.languages[0])}
          .isStill=${true}
          .poll=${poll}
          .languages=${this.languages}
        ></sawt-bars>`;
    }
    return html`${this.asked(poll)}
      <ol class="wall-options" dir=${direction(this.languages[0])}>
        ${poll.options.map(
          ({ text, ...option }, at) => html`<li>
            ${poll.faces ? face(at) : star()} ${optionPicture(option, this.languages[0])}
            ${this.languages.map(
              (lang) => html`<bdi lang=${lang} dir=${direction(lang)}>${inWords(text, lang)}</bdi>`,
            )}
          </li>`,
        )}
      </ol>
      ${this.tally(poll)}`;
  }

  tally({ state, answered, present, too_few, seen }) {
    return html`<div class="wall-tally">
      ${this.pair((lang) => {
        if (too_few) {
          return html`<p>
            ${t(
              "Fewer than five have voted. The result stays closed, so that nobody's vote can be guessed.",
              {},
              lang,
            )}
          </p>`;
        }
        if (seen) return html`<p>${t("The result rests for a moment. The hall has seen it.", {}, lang)}</p>`;
        if (state !== "open") return html`<p>${t("Time to answer is over. We are counting.", {}, lang)}</p>`;
        if (answered === null) return html`<p>${t("Answers are coming in.", {}, lang)}</p>`;
        // Each language puts the big number where it belongs in its own sentence.
        const values = { answered: NUMBER, present: Math.max(answered, present) };
        const [before, after] = t("{answered} of {present} answered", values, lang).split(NUMBER);
        return html`<p>${before}<b>${digits(answered, lang)}</b>${after}</p>`;
      })}
    </div>`;
  }

  closed({ next }) {
    return html`${star(true)}
    ${this.pair((lang) => html`<h1 class="wall-title">${t("This session has ended. Thank you!", {}, lang)}</h1>
        ${this.mosaic > 0
          ? html`<p class="wall-text">${t("Every star is a voice of today: a question, an answer, a paper, a word said aloud.", {}, lang)}</p>`
          : nothing}
        ${next
          ? html`<p class="wall-text">
              ${t(
                "Next here: {title}, at {time}.",
                {
                  title: isolated(inWords(next.title, lang)),
                  time: clockTime(next.starts_at, lang),
                },
                lang,
              )}
            </p>`
          : nothing}`)}`;
  }

  foot(screen) {
    return html`<footer class="wall-foot">
      ${this.help()}
      ${screen?.room ? html`<p class="wall-room">${this.both(screen.room)}</p>` : nothing}
      ${screen?.join ? this.join(screen.join) : nothing}
    </footer>`;
  }

  help() {
    const help = this.screen?.help ?? page.help;
    if (!help) return nothing;
    return html`<div class="wall-help">
      ${this.languages.map(
        (lang) => html`<p lang=${lang} dir=${direction(lang)}>
          <b>${t("Help", {}, lang)}</b>
          <span>
            ${inWords(help.place, lang) || inWords(help.name, lang)}
            <bdi dir="ltr">${help.number}</bdi>
          </span>
        </p>`,
      )}
    </div>`;
  }

  join({ code, url }) {
    return html`<div class="wall-join">
      <div class="wall-join-words">
        <p class="wall-code"><bdi dir="ltr">${roomCode(code, "en")}</bdi></p>
        ${url ? html`<p class="wall-url"><bdi dir="ltr">${this.host(url)}</bdi></p>` : nothing}
      </div>
      <img
        class="wall-qr"
        src="/join/${code}/qr.svg"
        width="160"
        height="160"
        alt=${t("Picture code to come in with a phone")}
      />
    </div>`;
  }

  host(url) {
    try {
      return new URL(url, location.href).host;
    } catch {
      return "";
    }
  }

  offline() {
    const isLong = !this.picture && !live.isHere && Date.now() - live.since >= MARK_AFTER_MS;
    if (!isLong) return nothing;
    return html`<p class="wall-offline" role="status">
      ${icon(away)}<span class="visually-hidden">${t("No Wi-Fi. The last picture stays.")}</span>
    </p>`;
  }
}

customElements.define("sawt-wall", SawtWall);
