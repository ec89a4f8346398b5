import { stayAwake } from "../awake.js";
import "../sawt-connection.js";
import "../sawt-interpret.js";
import { followSession } from "../start.js";

stayAwake();
followSession();
