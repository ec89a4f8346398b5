import "../sawt-connection.js";
import "../desk-keys.js";
import "../sawt-curation.js";
import { followDesk } from "../start.js";

followDesk("curation");
