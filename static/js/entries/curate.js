import "../sawt-connection.js";
import "../desk-sentences.js";
import "../sawt-curation.js";
import "../sawt-hand.js";
import "../sawt-keys.js";
import "../sawt-subjects.js";
import { followDesk } from "../start.js";
import { keepTyped } from "../typed-so-far.js";

followDesk("curation");
keepTyped();
