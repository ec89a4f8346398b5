// The last line of every entry: follow the page's session, or a desk.
import { leaveSafely } from "./leaving.js";
import { live } from "./live.js";
import { startOffline } from "./offline-start.js";
import { page } from "./page.js";

/** Follows the session of the page in the role that the server wrote into it. */
export function followSession() {
  leaveSafely();
  startOffline();
  live.follow({ session: page.session.slug, as: page.as });
}

/** Follows one of the desks: `mine`, `curation` or `safety`. */
export function followDesk(desk) {
  leaveSafely();
  startOffline();
  live.follow({ desk });
}
