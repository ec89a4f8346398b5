import { stayAwake } from "../awake.js";
import { live } from "../live.js";
import { page } from "../page.js";
import "../sawt-wall.js";

// A pairing code ends after minutes: the page asks for a good one while it can reach the server.
const RENEW_MS = 5 * 60_000;

stayAwake();
live.follow({ as: "screen" }, { tolerant: true });
if (page.pairing) setInterval(() => live.isHere && location.reload(), RENEW_MS);
live.addEventListener("status", () => {
  // The code was typed while this screen was away: it is paired, and asks for its picture.
  if (page.pairing && live.session) location.reload();
});
if (page.pairing) setInterval(() => live.isHere && location.reload(), RENEW_MS);
