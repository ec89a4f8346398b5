// Which languages an adult reads, whether she is on duty, and who else is: the top of the desk.
import { html, nothing } from "lit";
import { icon, language, more, onDuty, takeBack, wait } from "./icons.js";
import { languageNames, OWN_NAMES } from "./language-names.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import { star } from "./star.js";
import { inWords, isolated, plural, t } from "./words.js";

class SawtDuty extends SawtElement {
  static follows = ["clearing"];
  static properties = { isChoosing: { state: true }, ticked: { state: true } };

  constructor() {
    super();
    this.isChoosing = false;
    this.ticked = null;
  }

  get data() {
    return this.topics.data("clearing");
  }

  render() {
    if (!this.data) return this.absent();
    const { duty } = this.data;
    const mustChoose = duty.languages.length === 0 || this.isChoosing;
    if (duty.on && !mustChoose) return this.present(html`${this.on(duty)} ${this.unread()}`);
    return this.present(html`<section class="duty card stack-tight" aria-labelledby="duty-title">
      ${mustChoose ? this.choice(duty) : this.off(duty)} ${this.colleagues()} ${this.unread()}
    </section>`);
  }

  choice({ languages, on }) {
    const ticked = this.ticked ?? languages;
    return html`<h2 id="duty-title">${t("Which languages do you read?")}</h2>
      <p class="quiet" id="duty-why">
        ${t("You are given what is written in them, and nothing else. You can change it at any time.")}
      </p>
      <form class="stack-tight" @submit=${(event) => this.choose(event, on)}>
        <div class="duty-languages" role="group" aria-labelledby="duty-title" aria-describedby="duty-why">
          ${Object.entries(OWN_NAMES).map(
            ([lang, name]) => html`<label class="choice">
              <input
                type="checkbox"
                class="visually-hidden"
                name="languages"
                value=${lang}
                .checked=${ticked.includes(lang)}
                @change=${(event) => this.tick(lang, event.target.checked, languages)}
              />
              ${star()}<span class="choice-text" lang=${lang}>${name}</span>
            </label>`,
          )}
        </div>
        <div class="press">
          <button class="button-main ${this.isSending("languages") ? "is-sending" : ""}">
            ${icon(onDuty)}<span>${on ? t("Keep these languages") : t("I’m on duty")}</span>
          </button>
          ${this.beside("languages")}
        </div>
      </form>`;
  }

  tick(lang, isTicked, languages) {
    const others = (this.ticked ?? languages).filter((other) => other !== lang);
    this.ticked = isTicked ? [...others, lang] : others;
  }

  /** On duty the questions are what matters: one quiet line, which opens. */
  on({ languages }) {
    return html`<details class="duty duty-quiet">
      <summary>
        ${icon(onDuty)}<b>${t("You are on duty")}</b>
        <span class="duty-reads">${languageNames(languages)}</span>${icon(more)}
      </summary>
      ${this.colleagues()}
      <div class="duty-acts">
        ${this.changeButton()}
        ${this.button({
          key: "off",
          label: t("I’m off duty"),
          drawing: takeBack,
          press: () => this.press("off", "duty.end", { session: page.session.slug }),
        })}
      </div>
    </details>`;
  }

  off({ languages }) {
    return html`<div class="duty-line">
      <h2 id="duty-title">${t("You are not on duty")}</h2>
      <p class="quiet">
        ${t("As long as you are not, nothing that waits is shown to you. You read {languages}.", {
          languages: languageNames(languages),
        })}
      </p>
      <div class="duty-acts">
        ${this.button({
          key: "on",
          label: t("I’m on duty"),
          drawing: onDuty,
          kind: "button-main",
          press: () => this.press("on", "duty.begin", { session: page.session.slug }),
        })}
        ${this.changeButton()}
      </div>
    </div>`;
  }

  changeButton() {
    return this.button({
      key: "change",
      label: t("Other languages"),
      drawing: language,
      press: () => {
        this.ticked = null;
        this.isChoosing = true;
      },
    });
  }

  colleagues() {
    const { colleagues } = this.data;
    if (colleagues.length === 0) return nothing;
    return html`<ul class="duty-colleagues" aria-label=${t("Also on duty")}>
      ${colleagues.map(
        ({ name, languages }) => html`<li>
          ${t("{name} reads {languages}", {
            name: isolated(inWords(name)),
            languages: languageNames(languages),
          })}
        </li>`,
      )}
    </ul>`;
  }

  unread() {
    const { unread } = this.data;
    if (unread.length === 0) return nothing;
    return html`<div class="notice notice-warm" role="status">
      ${icon(wait)}
      <div class="stack-tight">
        ${unread.map(
          ({ lang, waiting }) => html`<p>
            ${plural(
              "{n} text waits in {language}, and nobody on duty reads it. Please fetch somebody who does.",
              "{n} texts wait in {language}, and nobody on duty reads it. Please fetch somebody who does.",
              waiting,
              { language: languageNames([lang]) },
            )}
          </p>`,
        )}
      </div>
    </div>`;
  }

  async choose(event, isOn) {
    event.preventDefault();
    const languages = this.ticked ?? this.data.duty.languages;
    const answer = await this.press("languages", "duty.choose_languages", { languages });
    if (!answer.ok) return;
    this.isChoosing = false;
    if (!isOn) await this.press("languages", "duty.begin", { session: page.session.slug });
  }
}

customElements.define("sawt-duty", SawtDuty);
