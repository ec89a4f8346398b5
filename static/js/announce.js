// What happens elsewhere on the page, said to whoever does not see it: in one quiet place, and without
// chatter.
import { live, topics } from "./live.js";

const QUIET_MS = 10_000;
const KEPT_MS = 20_000;

/**
 * Says what is new of each kind: `ids()`, what there is of it now (nothing before it was told), and
 * `words(fresh)`, the sentence about those that were not there before, or its parts `[{text, lang}]`,
 * where not all are in the page's language. What was there at the beginning is no news, nothing is news
 * twice, and a kind that has spoken rests; then it says how things are by then. Answers two functions:
 * one that looks, and one that begins anew.
 */
export function news(kinds, say) {
  const all = kinds.map((kind) => ({ ...kind, known: null, quietUntil: 0, waits: null }));
  const look = (one) => {
    const ids = one.ids();
    if (!ids || one.waits) return;
    const fresh = one.known ? ids.filter((id) => !one.known.has(id)) : [];
    const rests = one.quietUntil - Date.now();
    if (fresh.length > 0 && rests > 0) {
      one.waits = setTimeout(() => {
        one.waits = null;
        look(one);
      }, rests);
      return;
    }
    one.known = new Set([...(one.known ?? []), ...ids]);
    if (fresh.length === 0) return;
    one.quietUntil = Date.now() + QUIET_MS;
    say(one.words(fresh));
  };
  const lookAtAll = () => all.forEach(look);
  const beginAnew = () => {
    for (const one of all) {
      clearTimeout(one.waits);
      Object.assign(one, { known: null, waits: null });
    }
    lookAtAll();
  };
  beginAnew();
  return [lookAtAll, beginAnew];
}

function inItsLanguage({ text, lang = document.documentElement.lang }) {
  return Object.assign(document.createElement("bdi"), { textContent: text, lang });
}

/** From now on the page tells news of these kinds, of the session that it follows. */
export function announce(kinds) {
  const place = document.createElement("div");
  place.className = "announced visually-hidden";
  place.setAttribute("aria-live", "polite");
  document.body.prepend(place);
  const [look, beginAnew] = news(kinds, (sentence) => {
    const said = document.createElement("p");
    if (typeof sentence === "string") said.textContent = sentence;
    else said.append(...sentence.map(inItsLanguage));
    place.append(said);
    setTimeout(() => said.remove(), KEPT_MS);
  });
  let { session } = live;
  topics.addEventListener("changed", () => {
    if (session === live.session) return look();
    ({ session } = live);
    return beginAnew();
  });
}
