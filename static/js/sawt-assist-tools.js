// What the facilitator in the room does beside reading: adults, doors, papers for the run sheet, the
// screen.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { again, pin } from "./icons.js";
import { page } from "./page.js";
import { SawtElement } from "./sawt-element.js";
import "./sawt-adults.js";
import "./sawt-leaves.js";
import "./sawt-ready.js";
import "./sawt-screen-tools.js";
import "./sawt-seat-watch.js";
import { userWords } from "./user-text.js";
import { inWords, t } from "./words.js";

const STILL_TO_COME = new Set(["planned", "current"]);

class SawtAssistTools extends SawtElement {
  static follows = ["floor"];
  static properties = { picked: { state: true } };

  constructor() {
    super();
    this.picked = {};
  }

  render() {
    const floor = this.topics.data("floor");
    if (!floor) return this.absent();
    return this.present(html`<section class="assist-tools stack" aria-label=${t("For the session")}>
      <sawt-adults></sawt-adults>
      <sawt-ready></sawt-ready>
      <sawt-seat-watch></sawt-seat-watch>
      ${this.papers(floor)}
      <sawt-leaves></sawt-leaves>
      <sawt-screen-tools></sawt-screen-tools> ${this.roomCode()}
    </section>`);
  }

  /** The old code stops for newcomers; nobody who is in has to do anything. */
  roomCode() {
    const { slug } = page.session;
    return html`<div class="room-code-tools stack-tight">
      ${this.button({
        key: "room-code",
        label: t("Make a new room code"),
        drawing: again,
        hint: t("The old code and its picture stop at once. Phones that are in stay in, and the wall shows the new code."),
        press: () => this.press("room-code", "programme.change_room_code", { session: slug }),
      })}
      <a class="button-quiet" href="/sessions/${slug}/code">${t("Show the room code large")}</a>
    </div>`;
  }

  papers({ items, papers }) {
    const places = items.filter(({ kind, state }) => kind === "paper" && STILL_TO_COME.has(state));
    if (places.length === 0) return nothing;
    return html`<div class="pin stack-tight">
      <h2>${t("Papers for the run sheet")}</h2>
      <ol>
        ${repeat(places, ({ id }) => id, (item) => this.place(item, papers))}
      </ol>
    </div>`;
  }

  /** What was picked stays picked while it may still be put there. */
  place({ id, title, paper, holds }, papers) {
    const isThere = papers.some((choice) => choice.id === this.picked[id]);
    const pinned = papers.find(({ revision }) => revision === holds) ?? papers[0];
    const picked = isThere ? this.picked[id] : pinned?.id;
    return html`<li class="card stack-tight">
      <p class="run-title">${inWords(title)}</p>
      <p class="quiet">
        ${paper ? html`${t("Now here:")} ${userWords(paper.title)}` : t("No paper here yet.")}
      </p>
      ${papers.length === 0
        ? html`<p class="quiet">${t("As soon as a child says “I'm in”, the paper can be chosen here.")}</p>`
        : html`<div class="field">
              <label for="pin-${id}">${t("Paper")}</label>
              <select
                id="pin-${id}"
                @change=${(event) => (this.picked = { ...this.picked, [id]: event.target.value })}
              >
                ${papers.map(
                  (choice) =>
                    html`<option value=${choice.id} ?selected=${choice.id === picked}>
                      ${choice.title.text ?? inWords(choice.title)}${this.by(choice)}
                    </option>`,
                )}
              </select>
            </div>
            ${this.button({
              key: `pin-${id}`,
              label: t("Put it on the run sheet"),
              drawing: pin,
              press: () => this.press(`pin-${id}`, "floor.pin_paper", { item: id, paper: picked, holds }),
            })}`}
    </li>`;
  }

  by({ author }) {
    return author ? ` – ${inWords(author)}` : "";
  }
}

customElements.define("sawt-assist-tools", SawtAssistTools);
