import "../sawt-connection.js";
import "../sawt-typed-editor.js";
import "../sawt-typing.js";
import { followDesk } from "../start.js";

followDesk("typing");
