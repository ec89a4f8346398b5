// Five lines for whoever takes over: what is on, what is open, what waits, the time, the last thing done.
import { html } from "lit";
import { actWords } from "./act-words.js";
import { answered, clock, icon, onStage, question, takeBack } from "./icons.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { pollName } from "./poll-words.js";
import { SawtElement } from "./sawt-element.js";
import { itemNow, minutesOver } from "./what-now.js";
import { clockTime, inWords, isolated, minutesBetween, plural, t } from "./words.js";

class SawtBrief extends SawtElement {
  static follows = ["floor", "poll", "questions"];

  render() {
    const floor = this.topics.data("floor");
    if (!floor) return this.absent();
    const item = itemNow(floor);
    return this.present(html`<section class="brief card" aria-labelledby="brief-title">
      <h3 id="brief-title">${t("Where we are")}</h3>
      <ol class="brief-lines" role="list">
        ${this.line(onStage, t("On now"), inWords(item?.title ?? page.session.title))}
        ${this.line(answered, t("Still open"), this.open())} ${this.line(question, t("Waiting"), this.waits())}
        ${this.line(clock, t("Time"), this.time(item))} ${this.line(takeBack, t("Last"), this.last(floor))}
      </ol>
    </section>`);
  }

  line(drawing, name, words) {
    return html`<li>${icon(drawing)}<span><b>${name}:</b> ${words}</span></li>`;
  }

  open() {
    const poll = this.topics.data("poll");
    const title = isolated(inWords(poll?.title ?? {}));
    const stage = this.topics.data("questions")?.on_stage;
    if (poll?.state === "open" && poll.answered === null) {
      return t("{what}, “{title}”; answers are coming in", { what: pollName(poll), title });
    }
    if (poll?.state === "open") {
      return t("{what}, “{title}”; {n} have answered", { what: pollName(poll), title, n: poll.answered });
    }
    if (poll?.state === "counted") return t("a result that is counted and not shown yet");
    return stage ? t("a question on stage") : t("nothing");
  }

  waits() {
    const told = this.topics.data("questions");
    const chosen = (told?.public ?? []).filter(({ state }) => state === "shortlisted").length;
    const n = (told?.cleared ?? []).length + chosen;
    return n > 0 ? plural("{n} question to choose from", "{n} questions to choose from", n) : t("nothing");
  }

  time(item) {
    if (!item?.started_at) return t("the session has not begun");
    const real = minutesBetween(item.started_at, live.serverNow());
    const over = minutesOver(item, live.serverNow());
    const spent = t("{real} of {minutes} min", { real, minutes: item.minutes });
    return over < 1 ? spent : `${spent}, ${plural("{n} minute over the plan", "{n} minutes over the plan", over)}`;
  }

  last({ last }) {
    const what = last && actWords(last.act);
    return what ? `${what}, ${clockTime(last.at)}` : t("nothing");
  }
}

customElements.define("sawt-brief", SawtBrief);
