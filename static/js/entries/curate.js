import "../sawt-connection.js";
import "../sawt-curation.js";
import { followDesk } from "../start.js";

followDesk("curation");
