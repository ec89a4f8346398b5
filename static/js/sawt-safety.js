// The alert of the safety team: large, without a sound, in the page and in its title. Counts alone.
import { html, nothing } from "lit";
import { again, alarm, icon, next } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { digits, inWords, isolated, plural, t } from "./words.js";

// The same counts are the same text, in whichever order the page and the socket name them.
function inOneOrder(told) {
  return JSON.stringify(told, (_, value) =>
    value?.constructor === Object ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
}

class SawtSafety extends SawtElement {
  static follows = ["safety"];

  constructor() {
    super();
    this.pageTitle = document.title;
    this.seen = null;
  }

  short({ room, state, counted, asked }) {
    const values = { room: isolated(inWords(room)), counted, asked };
    return state === "paused"
      ? t("{room}: the session rests. {counted} of {asked} adults are there.", values)
      : t("{room}: quiet mode. {counted} of {asked} adults are there.", values);
  }

  render() {
    const told = this.topics.data("safety");
    if (!told) return this.absent();
    // What the page was made with; where it shows a list, a new one is offered, never put in its place.
    this.seen ??= inOneOrder(told);
    const count = told.waiting + told.news;
    const plain = this.pageTitle.replace(/^\(.*?\) /, "");
    document.title = count > 0 ? `(${digits(count)}) ${plain}` : plain;
    const isNew = inOneOrder(told) !== this.seen;
    const rooms = told.short_rooms ?? [];
    if (count === 0 && rooms.length === 0 && !isNew) return this.absent();
    return this.present(html`<div
      class="alert ${told.waiting > 0 ? "alert-waits" : ""} ${told.urgent > 0 ? "alert-urgent" : ""}"
      role="alert"
    >
      ${icon(alarm)}
      <div class="alert-words">
        ${told.urgent > 0
          ? html`<p class="alert-first">${plural("{n} person is not safe now.", "{n} people are not safe now.", told.urgent)}</p>`
          : nothing}
        ${told.waiting > 0
          ? html`<p class="alert-first">${plural("{n} message waits for you.", "{n} messages wait for you.", told.waiting)}</p>`
          : nothing}
        ${told.news > 0
          ? html`<p>${plural("More words came to {n} message.", "More words came to {n} messages.", told.news)}</p>`
          : nothing}
        ${rooms.map((room) => html`<p>${this.short(room)}</p>`)}
        ${count === 0 && rooms.length === 0 ? html`<p>${t("Something in the list has changed.")}</p>` : nothing}
      </div>
      ${this.wayOn(isNew)}
    </div>`);
  }

  /** To the list, or, where it stands already, to what is new in it. */
  wayOn(isNew) {
    if (location.pathname !== "/safety") {
      return html`<a class="button" href="/safety">${icon(next)}<span>${t("Look now")}</span></a>`;
    }
    return isNew
      ? html`<a class="button" href="/safety">${icon(again)}<span>${t("Show the new list")}</span></a>`
      : nothing;
  }
}

customElements.define("sawt-safety", SawtSafety);
