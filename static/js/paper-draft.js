// A paper while it is written. What is typed is kept on this device with every key and on the server a second later;
// one more writer never makes words disappear.
import {
  DeviceDraft,
  beside,
  isExactly,
  isSameText,
  isWrittenOn,
  keepPlaces,
  keptPlaces,
  leastSaved,
  linesNotIn,
  mayPass,
  onlyOne,
} from "./draft.js";
import { live } from "./live.js";
import { page } from "./page.js";
import { shelf } from "./shelf.js";

/** In these states of a paper its authors write in it. */
export const CAN_WRITE = new Set(["draft", "questions_back", "change_offered"]);
const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 4_000;
// Nobody has read what came so short a while ago.
const READING_MS = 1_500;
const NOTHING = { title: "", body: "", lang: page.lang };

/**
 * Saved: `typing` → `device` → `saved`. `both` holds the places where two wrote, `said` why the server does not take
 * the words. Tells `changed`, and `merged` where others' words came in (what is drawn is still as it was before).
 */
export class PaperDraft extends EventTarget {
  /** `paper` is as the page was made with it, and `topic` tells of it from then on; under `place` its words are
   * kept on this device, and of others' words with `keepsBoth` what stands beside one's own. */
  constructor(paper, topic, { place = paper?.id, server = live, keeps = shelf, keepsBoth = true } = {}) {
    super();
    const { id, title = "", body = "", lang = page.lang, version = 0 } = paper ?? {};
    Object.assign(this, { paper: id, topic, server, shelf: keeps, keepsBoth });
    this.served = { title, body, lang, version };
    this.base = version;
    // What the server had when this device last heard: what is typed here goes on from it.
    this.was = { title, body, lang };
    this.text = { ...this.was };
    this.saved = "saved";
    // Where the words about its pictures are kept by now: their own part of the page tells it.
    this.picturesSaved = "saved";
    this.said = "";
    // Both texts stand there until a child says otherwise.
    this.both = keptPlaces(keeps, id, this.text);
    this.mergedAt = 0;
    this.device = new DeviceDraft(place, keeps);
    this.onStatus = () => server.isHere && this.saveNow();
    this.onTopics = () => this.catchUp();
  }

  /** Goes on with what this device kept, and from now on with what the server tells. */
  begin() {
    this.server.addEventListener("status", this.onStatus);
    this.server.topics.addEventListener("changed", this.onTopics);
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.open();
    this.onStatus();
    this.catchUp();
  }

  stop() {
    this.server.removeEventListener("status", this.onStatus);
    this.server.topics.removeEventListener("changed", this.onTopics);
    clearTimeout(this.timer);
  }

  change(now) {
    Object.assign(this, now);
    this.dispatchEvent(new Event("changed"));
  }

  /** The paper as its topic tells it; undefined where it does not. */
  get told() {
    return this.server.topics.data(this.topic)?.papers.find(({ id }) => id === this.paper);
  }

  get hasWords() {
    return Boolean(this.text.title.trim() || this.text.body.trim());
  }

  /** Where all that is written in it is kept by now. */
  get allSaved() {
    return leastSaved(this.saved, this.picturesSaved);
  }

  /** What keeps its words on this device alone: what the server said, or else that it can't be reached. */
  whyHere(away) {
    return (this.server.isHere && this.said) || away;
  }

  /** Whether others' words came in a moment ago. */
  get isUnread() {
    return Date.now() - this.mergedAt < READING_MS;
  }

  /** Whether another device or another author has written since. */
  get isBehind() {
    return (this.told?.version ?? 0) > this.base;
  }

  /** What somebody typed into the plain form before this script began. */
  carryOver(form) {
    const typed = { ...this.was, ...form };
    if (isSameText(typed, this.text)) return;
    // Old words that the browser put back into the form go on from nothing that is known.
    if (!isWrittenOn(typed, this.text)) this.goOnFrom(0, NOTHING);
    this.type(typed);
  }

  /** What this tab kept before a reload stands here again, beside what was typed since. */
  open() {
    const kept = this.paper ? this.device.read() : null;
    if (!kept) return;
    const typed = this.saved === "saved" ? null : this.text;
    if (isSameText(kept, this.served)) {
      if (!typed) this.device.forget();
      return;
    }
    const { title, body, lang, base, was } = kept;
    if (base !== this.served.version) this.goOnFrom(base, was ?? NOTHING);
    this.type(typed ? beside({ title, body, lang }, typed) : { title, body, lang });
  }

  goOnFrom(version, was) {
    this.base = version;
    this.was = was;
  }

  type(change) {
    if (this.hasEnded) return;
    const text = { ...this.text, ...change };
    this.change({ text, saved: "typing" });
    this.keep(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  async keep(text) {
    const isKept = await this.device.keep(text, this.base, this.was);
    if (isKept && this.text === text && this.saved === "typing") this.change({ saved: "device" });
  }

  /** Where nothing waits here, what others wrote comes in once its version is told. */
  catchUp() {
    const { version } = this.told ?? {};
    if (version === undefined || version === this.heard) return;
    this.heard = version;
    if (this.isBehind && this.saved === "saved" && !this.saving) setTimeout(() => this.save());
  }

  /** Saves the text on the server unless it is there, with what others wrote meanwhile. Resolves with
   * whether it is there now. */
  async save() {
    clearTimeout(this.timer);
    if (this.hasEnded || (this.saved === "saved" && !this.isBehind)) return true;
    if (this.saving) {
      await this.saving;
      return this.save();
    }
    const text = { ...this.text };
    const before = this.sent;
    this.sent = text;
    this.saving = this.sending(text);
    const answer = await this.saving;
    this.saving = null;
    // Only of what was not answered can the server's text be one's own: an older one may be what others left.
    if (answer.code !== "away") this.sent = null;
    if (this.hasEnded) return true;
    if (answer.ok) return this.kept(text, answer.version);
    if (answer.code === "draft_moved_on" && answer.state) return this.parted(answer.state, text, before);
    this.change({ said: answer.message ?? "" });
    if (this.server.isHere && mayPass(answer)) {
      this.timer = setTimeout(() => this.save(), AGAIN_AFTER_MS);
    }
    return false;
  }

  /** The text that this one went on from is sent where the server has a newer one, and only there. */
  async sending(text) {
    const fields = { paper: this.paper, ...text, base: this.base };
    const { title, body, lang } = this.was;
    const withWas = { ...fields, was_title: title, was_body: body, was_lang: lang };
    const answer = await this.ask(this.isBehind ? withWas : fields);
    if (answer.code !== "draft_moved_on" || answer.state?.merged) return answer;
    return this.ask(withWas);
  }

  ask(fields) {
    return this.server.ask("papers.save_draft", fields);
  }

  /** For handing over too: one honest try now, with whatever this device keeps. */
  async saveNow() {
    this.handing ??= this.handInOthers().finally(() => (this.handing = null));
    const isHandedIn = await this.handing;
    return (await this.save()) && isHandedIn;
  }

  /** What other tabs of this device kept goes to the server too; this tab hears of it as of any other
   * device's words. Resolves with whether it is there now. */
  async handInOthers() {
    if (this.hasEnded) return true;
    const both = await this.device.handInOthers((fields) => this.ask({ paper: this.paper, ...fields }));
    if (both?.length) this.stand([...this.both, ...both]);
    return both !== null;
  }

  kept(text, version) {
    this.goOnFrom(version, text);
    this.change({ said: "" });
    if (!isSameText(text, this.text)) {
      this.type({});
      return this.save();
    }
    this.change({ saved: "saved" });
    this.device.forget();
    return true;
  }

  parted({ title, body, lang, version, merged }, text, before) {
    const other = { title, body, lang };
    // The server's newer text may be one's own, sent when its answer was lost on the way.
    const isOwn = [this.text, before].some((one) => one && isSameText(other, one));
    if (isOwn) return this.kept(other, version);
    if (!isExactly(text, this.text)) return this.save(); // somebody types: the next one has it all
    this.take(merged);
    return this.kept(other, version);
  }

  /** The words of all, in place of what stands here. */
  take({ both, ...text }) {
    this.change({ text, mergedAt: Date.now() });
    if (both.length > 0) this.stand([...this.both, ...both]);
    this.dispatchEvent(new Event("merged"));
  }

  /** At these places both texts stand until the child has said what becomes of each, also over a reload and for
   * whoever handed the tablet over meanwhile. */
  stand(both) {
    this.change({ both });
    return keepPlaces(this.shelf, this.paper, this.keepsBoth ? both : []);
  }

  /** The server has newer words than whoever reads them here had before her; what she typed comes first. */
  readAnew({ title, body, lang, version }) {
    if (this.saved !== "saved") return;
    this.take({ title, body, lang, both: [] });
    this.goOnFrom(version, { title, body, lang });
  }

  /** A picture is a change of the draft: where it is the only one since, the words here go on from it. */
  drawn(version) {
    if (version === this.base + 1) this.goOnFrom(version, this.was);
  }

  /** The child has said what becomes of this place. */
  settle(place) {
    this.stand(this.both.filter((one) => one !== place));
  }

  only(place, chosen) {
    this.settle(place);
    this.type(onlyOne(this.text, place, chosen));
  }

  /** Whoever writes here may read it no more: nothing of it is left on this device. Answers with the lines that
   * were typed here and that the server has not got. */
  end() {
    clearTimeout(this.timer);
    const typed = linesNotIn(this.text, this.was);
    const inOtherTabs = this.device.forgetAll().flatMap((text) => linesNotIn(text, text.was));
    this.hasEnded = true;
    this.was = NOTHING;
    this.sent = null;
    this.change({ text: NOTHING });
    this.stand([]);
    return [...new Set([...typed, ...inOtherTabs])];
  }
}
