import { practise } from "../practising.js";
import "../sawt-coach.js";
import "../sawt-room-brings.js";
import "../sawt-run-sheet.js";
import "../sawt-what-now.js";

practise();
