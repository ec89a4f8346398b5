import { announce } from "../announce.js";
import "../sawt-assist-tools.js";
import "../sawt-cloud-tools.js";
import "../sawt-connection.js";
import "../sawt-desk.js";
import "../sawt-duty.js";
import "../sawt-line.js";
import "../sawt-nods.js";
import "../sawt-run-sheet.js";
import "../sawt-slip.js";
import "../sawt-whisper.js";
import { followSession } from "../start.js";
import { hands, texts } from "../tablet-news.js";

followSession();
announce([hands, texts]);
