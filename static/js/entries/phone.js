import "../sawt-adults-line.js";
import "../sawt-connection.js";
import "../sawt-mine.js";
import "../sawt-poll.js";
import "../sawt-questions.js";
import "../sawt-stage.js";
import { topics } from "../live.js";
import { bringTheRest } from "../rest.js";
import { followSession } from "../start.js";

/** Whose hand is up, or who is called, reads it at once; and so does everybody while somebody speaks. */
function bringWhatIsOn() {
  if (topics.data("mine")?.hand || topics.data("floor")?.turn) bringTheRest(true);
}

topics.addEventListener("changed", bringWhatIsOn);
followSession();
bringWhatIsOn();
bringTheRest();
