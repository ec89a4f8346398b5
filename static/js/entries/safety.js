import "../sawt-connection.js";
import "../sawt-safety.js";
import { followDesk } from "../start.js";

followDesk("safety");
