import "../sawt-connection.js";
import "../sawt-my-papers.js";
import "../sawt-paper-editor.js";
import { followDesk } from "../start.js";

followDesk("mine");
