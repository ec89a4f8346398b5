import "../sawt-connection.js";
import { keepStanding } from "../standing.js";
import { followSession } from "../start.js";

keepStanding();
followSession();
