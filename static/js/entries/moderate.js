import { announce } from "../announce.js";
import { stayAwake } from "../awake.js";
import { listenToClicker } from "../clicker.js";
import "../sawt-connection.js";
import "../sawt-practice-offer.js";
import "../sawt-room-brings.js";
import "../sawt-run-sheet.js";
import "../sawt-what-now.js";
import { keepSeat } from "../seat.js";
import { followSession } from "../start.js";
import { hands, questions } from "../tablet-news.js";

keepSeat();
listenToClicker();
stayAwake();
followSession();
announce([hands, questions]);
