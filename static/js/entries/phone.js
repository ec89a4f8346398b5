import "../sawt-adults-line.js";
import "../sawt-connection.js";
import "../sawt-mine.js";
import "../sawt-poll.js";
import "../sawt-questions.js";
import "../sawt-stage.js";
import { bringTheRest } from "../rest.js";
import { followSession } from "../start.js";

followSession();
bringTheRest();
