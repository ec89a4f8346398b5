// A text that a child has in a file: its words come into the draft, and nothing else of it.
import { html, nothing } from "lit";
import { newCommandId } from "./command-id.js";
import { fromFile, icon, note } from "./icons.js";
import { live } from "./live.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

const LARGEST = 5 * 1024 * 1024;

class SawtPaperFile extends SawtElement {
  static properties = { paper: {}, csrf: {}, before: {}, isIn: { state: true }, stayed: { state: true } };

  render() {
    return html`<details class="bring-file card">
      <summary>${icon(fromFile)}<span>${t("I have it in a file already")}</span></summary>
      <div class="field">
        <label for="paper-file">${t("My file, .docx or .odt")}</label>
        <input id="paper-file" type="file" accept=".docx,.odt" @change=${() => this.anotherFile()} />
      </div>
      ${this.button({
        key: "bring",
        label: t("Put its words here"),
        drawing: fromFile,
        kind: "button",
        hint: t(
          "Only the words come in: no pictures, no comments, nothing that is hidden. The file is not kept. What stands here stays.",
        ),
        press: () => this.bring(),
      })}
      <p role="status" class=${this.isIn ? "notice" : nothing}>
        ${this.isIn ? t("The words of the file stand in your paper now.") : nothing}
      </p>
      <p role="status" class=${this.hasLeft ? "notice-warm" : nothing}>
        ${this.hasLeft ? html`${icon(note)}<span>${this.stayed.join(" ")}</span>` : nothing}
      </p>
    </details>`;
  }

  /** Something that is seen in the file could not come in. */
  get hasLeft() {
    return this.isIn && this.stayed?.length > 0;
  }

  anotherFile() {
    this.isIn = false;
    this.once = newCommandId();
    this.say("bring", "");
  }

  async bring() {
    const input = this.querySelector("input");
    const [file] = input.files;
    this.isIn = false;
    if (!file) return this.say("bring", t("Choose a file first."));
    if (file.size > LARGEST) {
      return this.say(
        "bring",
        t("This file is larger than 5 MB. Without its pictures it is smaller. Or copy your words, and paste them here."),
      );
    }
    this.presses.set("bring", { isSending: true, said: "" });
    this.requestUpdate();
    const { said = "", stayed, page } = await this.send(file);
    this.say("bring", said);
    if (said) return;
    this.isIn = true;
    this.stayed = stayed;
    input.value = "";
    if (!live.isHere) location.assign(page);
  }

  /** What keeps the words from coming in, or what stayed in the file where they have. */
  async send(file) {
    const away = t("That needs the Wi-Fi. Your words are safe on this device.");
    if (!(await this.before())) return { said: away };
    const body = new FormData();
    body.set("csrf_token", this.csrf);
    body.set("command_id", this.once);
    body.set("file", file);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(`/papers/${this.paper}/file`, { method: "POST", headers, body });
      const told = await answer.json();
      return told.ok ? told : { said: told.message };
    } catch {
      return { said: away };
    }
  }
}

customElements.define("sawt-paper-file", SawtPaperFile);
