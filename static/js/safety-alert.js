// What waits for the safety team, on whatever page of theirs is open, also one that rests. It has a
// connection of its own: the page's may follow a session, and many pages have none.
import { io } from "socket.io-client";
import { digits, plural, speakFrom } from "./words.js";

const ANSWER_MS = 10_000;
const AGAIN_MS = 2_000;
const AGAIN = new Set(["busy", "store_trouble", "server_trouble"]);
const BUZZ = [200, 100, 200];

/** What the band says: on a page that rests, where anybody may pass, nothing but how many wait. */
export function alertWords({ waiting, urgent }, { lang, is_locked: isLocked }) {
  const said = [];
  if (urgent > 0 && !isLocked) {
    said.push(plural("{n} person is not safe now.", "{n} people are not safe now.", urgent, {}, lang));
  }
  if (waiting > 0) said.push(plural("{n} message waits for you.", "{n} messages wait for you.", waiting, {}, lang));
  return said.join(" ");
}

class Band {
  constructor(place, told) {
    this.place = place;
    this.told = told;
    this.words = place.querySelector("[role=alert]");
    this.version = -1;
    this.waiting = 0;
  }

  /** Only versions that rise; what is said already is not said again. */
  tell(state) {
    if (!state || state.version <= this.version) return;
    this.version = state.version;
    this.show(state.data);
  }

  show(data) {
    const words = alertWords(data, this.told);
    // On a page that rests the colour would say what the words keep back.
    this.place.classList.toggle("safety-alert-urgent", data.urgent > 0 && !this.told.is_locked);
    this.place.hidden = data.waiting === 0;
    if (this.words.textContent !== words) this.words.textContent = words;
    const plain = document.title.replace(/^\(.*?\) /, "");
    if (data.waiting > 0) document.title = `(${digits(data.waiting, this.told.lang)}) ${plain}`;
    else if (this.waiting > 0) document.title = plain;
    if (data.waiting > this.waiting) this.buzz();
    this.waiting = data.waiting;
  }

  /** Browsers let a page that was touched move the tablet; the others complain in the console. */
  buzz() {
    const isQuiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!isQuiet && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  }
}

/** From now on the band of this page says what waits, and goes when nothing does. */
export function followAlert() {
  const place = document.getElementById("safety-alert");
  if (!place) return;
  const told = JSON.parse(place.querySelector("script").textContent);
  speakFrom(told.words);
  const band = new Band(place, told);
  const socket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
  });
  const end = () => {
    band.show({ waiting: 0, urgent: 0 });
    socket.disconnect();
  };
  const begin = () => {
    socket.timeout(ANSWER_MS).emit("live.follow", { desk: "alert" }, (problem, answer) => {
      if (!socket.connected) return;
      if (answer?.ok) band.tell(answer.topics.alert);
      else if (problem || AGAIN.has(answer.code)) setTimeout(() => socket.connected && begin(), AGAIN_MS);
      else end();
    });
  };
  socket.on("connect", begin);
  // A server that goes down says so; what stands stays, and it is asked again.
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), AGAIN_MS);
  });
  socket.on("live.changed", ({ topic, ...state }) => topic === "alert" && band.tell(state));
  socket.on("live.ended", end);
}
