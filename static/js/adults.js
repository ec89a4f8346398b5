// What is known of the adults in the room, in sentences that several components say.
import { page } from "./page.js";
import { inWords, isolated, plural, t } from "./words.js";

/** Names in a row, as the language of the page joins them. */
export function names(list, type = "disjunction") {
  const shown = list.map((words) => isolated(inWords(words)));
  return new Intl.ListFormat(page.lang, { type }).format(shown);
}

/** How many adults are missing and how to get them: "One more adult is needed. Ask … to press …" */
export function missingAdults({ missing, ask }) {
  const needed = plural("One more adult is needed in the room.", "{n} more adults are needed in the room.", missing);
  const who = ask?.length > 0 ? t("Ask {name} to press “I'm here”.", { name: names(ask) }) : t("Ask a facilitator to press “I'm here”.");
  return `${needed} ${who}`;
}

/** A thing that blocks the start, in a sentence; "" for what is no longer known here. */
export function blockWords({ what, lang, name }, adults) {
  switch (what) {
    case "adults":
      return missingAdults(adults);
    case "duty":
      return t("Neither the lead nor the deputy of the safety team is on duty. Ask them to begin their duty.");
    case "passphrase":
      return passphraseFirst(name);
    case "language":
      return {
        ar: t("Nobody on duty reads Arabic. A facilitator who reads it can begin the duty."),
        en: t("Nobody on duty reads English. A facilitator who reads it can begin the duty."),
        fr: t("Nobody on duty reads French. A facilitator who reads it can begin the duty."),
      }[lang];
    default:
      return "";
  }
}

/** Who of the safety team is on duty and can't open yet what a child tells. */
function passphraseFirst(name) {
  return t("{name} must choose a passphrase first, on the safety team's page.", { name: isolated(inWords(name)) });
}

/** A thing that would be good to have, in a sentence. */
export function warnWords({ what, n, name }) {
  switch (what) {
    case "passphrase":
      return passphraseFirst(name);
    case "seat":
      return t("Nobody is in the moderator's seat yet.");
    case "screen":
      return t("No screen is paired with the room yet.");
    case "run_sheet":
      return t("The run sheet is still empty.");
    case "papers":
      return plural("One step still waits for its paper.", "{n} steps still wait for their papers.", n);
    case "emergency":
      return t("The emergency number on the help page is still to be confirmed. An organiser can do it.");
    default:
      return "";
  }
}
