// Whoever leaves a paper on one tablet may have unsent words for it on another: they come along into a paper of
// her own, and no row of hers is left behind here.

const DRAFTS = "draft/";

/** What this device keeps of papers that are none of these, as `{paper, name, text}`. */
export function leftBehind(shelf, papers) {
  const present = new Set(papers);
  return shelf
    .all(DRAFTS)
    .map(([name, text]) => ({ paper: name.split("/")[1], name, text }))
    .filter(({ paper, text }) => !present.has(paper) && typeof text?.body === "string");
}

/** Gives the server one of these rows, which then keeps it in a paper of her own; here it is kept no more, unless
 * somebody typed meanwhile. Resolves with the answer. */
export async function takeAlong(shelf, { paper, name, text }, ask) {
  const { title, body, lang, base, was } = text;
  const before = { was_title: was?.title ?? "", was_body: was?.body ?? "", was_lang: was?.lang ?? lang };
  const answer = await ask("papers.rescue_words", { paper, title, body, lang, base: base ?? 0, ...before });
  if (answer.ok && shelf.get(name) === text) shelf.remove(name);
  return answer;
}

/** Whether the owner of this page has left this paper: `{paper}` with the id of her own, or null. Undefined where
 * that can't be known now. */
export async function leftPaper(id) {
  try {
    const answer = await fetch(`/papers/${id}`, { headers: { accept: "application/json" } });
    const told = answer.status === 404 ? await answer.json() : {};
    return told.code === "not_with_it" ? told.state : null;
  } catch {
    return undefined; // the Wi-Fi is gone
  }
}
