// What was sent of a paper, as the server has it now: the hall gets these words and no others, whatever stands in the
// draft.
import { live } from "./live.js";

const AGAIN_AFTER_MS = 4_000;
const METER = ".paper-meter";

/** What was sent, and how much of it is whose, as this page would show it if it were opened now; null where that
 * can't be known. */
async function sentNow() {
  try {
    const answer = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { paper } = JSON.parse(fresh.getElementById("page").textContent);
    return paper ? { sent: paper.sent, meter: fresh.querySelector(METER) } : null;
  } catch {
    return null; // the Wi-Fi is gone: it is asked again
  }
}

/** What the page says of whose words it has is said of the text that counts now. */
function showMeter(fresh) {
  const [shown, margin] = [METER, ".paper-margin"].map((one) => document.querySelector(one));
  if (!margin || shown?.textContent === fresh?.textContent) return;
  if (shown && fresh) fresh.open = shown.open;
  shown?.remove();
  if (fresh) margin.prepend(fresh);
}

/** `now` is null where nothing counts, or where it is not known yet. Tells `changed`, also where it is time to ask again. */
export class PaperSent extends EventTarget {
  constructor(paper) {
    super();
    this.now = paper?.sent ?? null;
    this.lookedAt = paper?.updated_at;
  }

  /** Only that something moved is told, and no words: they are read anew. */
  follow(told) {
    if (told && told.updated_at !== this.lookedAt) this.look(told);
  }

  async look(told) {
    if (this.isLooking) return;
    this.isLooking = true;
    this.lookedAt = null;
    const found = await sentNow();
    this.isLooking = false;
    if (found) {
      this.lookedAt = told?.updated_at;
      showMeter(found.meter);
      this.change(found.sent);
    } else if (live.isHere) {
      setTimeout(() => this.change(this.now), AGAIN_AFTER_MS);
    }
  }

  /** What was known counts no more. */
  forget() {
    this.change(null);
  }

  change(now) {
    this.now = now;
    this.dispatchEvent(new Event("changed"));
  }
}
