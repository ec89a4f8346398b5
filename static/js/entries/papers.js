import { keepPromptsAsLeft } from "../prompts.js";
import "../sawt-connection.js";
import "../sawt-my-papers.js";
import "../sawt-paper-comments.js";
import "../sawt-paper-editor.js";
import "../sawt-paper-letter.js";
import "../sawt-words-along.js";
import { followDesk } from "../start.js";

followDesk("mine");
keepPromptsAsLeft();
