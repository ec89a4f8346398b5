import "./sawt-bars.js";
import "./sawt-choose-some.js";
import "./sawt-dial.js";
import "./sawt-rank.js";
import "./sawt-share-points.js";
import "./sawt-speaking.js";
import "./sawt-word-cloud.js";
import "./sawt-words-form.js";
