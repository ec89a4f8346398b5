// Who may read a child's paper, and under which name of hers: she chooses, wider and back again.
import { html, nothing } from "lit";
import { bookOpen, clear, icon } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { inWords, isolated, t } from "./words.js";

/** How widely, as a choice of its author. */
function levelWord(level) {
  switch (level) {
    case "facilitators":
      return t("Only the adults who read papers");
    case "delegates":
      return t("Children with a badge");
    case "room":
      return t("Everybody in the hall");
    default:
      return t("Everybody, in the book of papers");
  }
}

/** How widely it is shown now. */
function nowWord(level) {
  switch (level) {
    case "delegates":
      return t("Children with a badge can read it now. It is on no stage and on no screen.");
    case "room":
      return t("Children with a badge can read it now, and everybody in the hall when it is on stage.");
    case "public":
      return t("Everybody can read it now, in the book of papers.");
    default:
      return t("Only the adults who read papers can read it now.");
  }
}

function nameWord(named, words) {
  switch (named) {
    case "none":
      return t("No name");
    case "group":
      return t("My group: {name}", { name: isolated(inWords(words)) });
    case "chosen_name":
      return t("The name I chose: {name}", { name: isolated(inWords(words)) });
    default:
      return t("My name as I show it: {name}", { name: isolated(inWords(words)) });
  }
}

// From wide to narrow.
const NAMES = ["first_name", "chosen_name", "group", "none"];
// Where her name stands, from few readers to many.
const SHOWN = ["delegates", "room", "public"];

class SawtPaperReaders extends SawtElement {
  static follows = ["papers"];
  static properties = { level: { state: true }, name: { state: true }, narrower: { state: true } };

  constructor() {
    super();
    this.level = null;
    this.name = null;
    // By level the names that she chose just now; the empty one is the same as everywhere.
    this.narrower = {};
  }

  get shown() {
    const told = this.topics.data("papers")?.papers.find(({ id }) => id === page.paper?.id);
    return told ? told.shown : page.paper?.shown;
  }

  get chosen() {
    const { wants, offered } = this.shown;
    return offered.includes(this.level) ? this.level : wants;
  }

  /** The name for the chosen level: what she chose now, or before; of a new one nothing. */
  get chosenName() {
    return this.shownAs(this.name ?? this.shown.named[this.chosen] ?? "none");
  }

  /** Her dial may show less than she wished for: then what it shows, and never more. */
  shownAs(name) {
    return NAMES.slice(NAMES.indexOf(name)).find((each) => each in this.shown.names) ?? "none";
  }

  /** The levels on which fewer people read it, where another name of hers may stand. */
  get narrowerLevels() {
    return SHOWN.slice(0, Math.max(SHOWN.indexOf(this.chosen), 0)).filter((level) => this.shown.offered.includes(level));
  }

  /** What she chose there, now or before; empty where it is the same as everywhere. */
  narrowerName(level) {
    const before = this.shown.named[level];
    const isOther = before && this.shownAs(before) !== this.shownAs(this.shown.named[this.chosen] ?? before);
    return this.narrower[level] ?? (isOther ? this.shownAs(before) : "");
  }

  render() {
    if (!this.shown) return this.absent();
    const { to, wants } = this.shown;
    return this.present(html`<section class="confirm card stack" aria-labelledby="readers-title">
      <h2 id="readers-title">${t("Who may read it?")}</h2>
      <p role="status">${nowWord(to)}</p>
      ${to === "public" ? this.inBook() : nothing}
      ${wants !== to ? html`<p class="notice" role="status">${t("My yes is there. It waits for the others.")}</p>` : nothing}
      ${this.levels()} ${this.names()} ${this.saying()}
    </section>`);
  }

  inBook() {
    return html`<p>
      <a class="readers-book" href="/book/${page.paper.id}">${icon(bookOpen)}<span>${t("See it in the book")}</span></a>
    </p>`;
  }

  levels() {
    const { offered, may_be_in_book: mayBeInBook } = this.shown;
    return html`<fieldset>
      <legend>${t("I choose:")}</legend>
      ${offered.map((level) => this.choice("visibility", level, this.chosen, levelWord(level), () => (this.level = level)))}
      ${this.chosen === "public" && !mayBeInBook
        ? html`<p class="notice-warm" role="status">
            <span>${t("My choices say: my words stand in no book. I can change that there first.")}
              <a href="/me">${t("My choices")}</a></span>
          </p>`
        : nothing}
    </fieldset>`;
  }

  names() {
    const { names } = this.shown;
    if (this.chosen === "facilitators" || Object.keys(names).length < 2) return nothing;
    return html`<fieldset>
      <legend>${t("Which name stands with it?")}</legend>
      ${Object.entries(names).map(([named, words]) =>
        this.choice("named", named, this.chosenName, nameWord(named, words), () => (this.name = named)),
      )}
      <p class="quiet small">${t("If someone may be in danger, the safety team can find out who wrote it.")}</p>
    </fieldset>
    ${this.narrowerLevels.length > 0 ? this.elsewhere() : nothing}`;
  }

  /** Among children she may be known by another name than in a book that everybody reads. */
  elsewhere() {
    const isOther = this.narrowerLevels.some((level) => this.narrowerName(level));
    return html`<details class="readers-elsewhere" ?open=${isOther}>
      <summary>${t("Another name somewhere?")}</summary>
      ${this.narrowerLevels.map((level) => this.elsewhereName(level))}
    </details>`;
  }

  elsewhereName(level) {
    const chosen = this.narrowerName(level);
    const take = ({ target }) => (this.narrower = { ...this.narrower, [level]: target.value });
    return html`<div class="field">
      <label for=${`name-${level}`}>${level === "room" ? t("On stage, in the hall") : t("Among children with a badge")}</label>
      <select id=${`name-${level}`} @change=${take}>
        <option value="" ?selected=${!chosen}>${t("The same name")}</option>
        ${Object.entries(this.shown.names).map(
          ([named, words]) => html`<option value=${named} ?selected=${named === chosen}>${nameWord(named, words)}</option>`,
        )}
      </select>
    </div>`;
  }

  choice(field, value, chosen, label, take) {
    return html`<label class="choice">
      <input class="visually-hidden" type="radio" name=${`readers-${field}`} .checked=${value === chosen} @change=${take} />
      ${star(value === chosen)}<span class="choice-text">${label}</span>
    </label>`;
  }

  get hint() {
    return this.chosen === "public"
      ? t("I can take it out again at any time. What somebody has printed or copied by then stays with them.")
      : t("It holds at once. I can change it again at any time.");
  }

  saying() {
    const { may_be_in_book: mayBeInBook } = this.shown;
    return this.button({
      key: "show",
      label: t("That is how I want it"),
      drawing: clear,
      kind: "button-main",
      hint: this.hint,
      isHeld: this.chosen === "public" && !mayBeInBook,
      press: () => this.show(),
    });
  }

  async show() {
    const { number } = this.shown;
    const fields = { paper: page.paper.id, number, visibility: this.chosen, named: this.chosenName };
    for (const level of this.narrowerLevels) {
      // Of a level that she never named anything on, the wider one tells what stands there.
      const named = this.narrowerName(level) || (this.shown.named[level] ? this.chosenName : "");
      if (named) fields[`named_${level}`] = named;
    }
    const answer = await this.press("show", "papers.show", fields);
    if (!answer.ok) return;
    this.level = this.name = null;
    this.narrower = {};
    this.say("show", t("Done."));
  }
}

customElements.define("sawt-paper-readers", SawtPaperReaders);
