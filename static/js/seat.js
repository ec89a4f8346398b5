// The moderator's seat as this tablet knows it: the epoch of its own, kept over a reload.
import { live, topics } from "./live.js";
import { page } from "./page.js";
import { isOwnSeat } from "./what-now.js";

const BEAT_MS = 15_000;
const key = `sawt-seat-${page.session?.slug ?? ""}`;

/** The epoch under which this tablet holds the seat; null when it never took it. */
export function ownEpoch() {
  return topics.data("seat")?.epoch ?? null;
}

/** Whether this tablet may act for the hall, as far as it knows. */
export function hasSeat() {
  return isOwnSeat(topics.data("floor")?.seat, ownEpoch());
}

/** This tablet holds the seat with this epoch from now on, also after a reload. */
export function holdSeat(epoch) {
  topics.tell("seat", { version: epoch, data: { epoch } });
  try {
    sessionStorage.setItem(key, String(epoch));
  } catch {
    // Without storage the seat is taken again after a reload.
  }
}

let battery = null;

/** Some browsers tell how full the battery is, and whenever that changes; elsewhere it stays unknown. */
function listenToBattery(whenItChanges) {
  navigator.getBattery?.().then(
    (found) => {
      battery = found;
      found.addEventListener("levelchange", whenItChanges);
      found.addEventListener("chargingchange", whenItChanges);
    },
    () => {},
  );
}

/** What is left, in percent; null where it charges or nobody knows. */
function percentLeft() {
  return battery && !battery.charging ? Math.round(battery.level * 100) : null;
}

/** Tells the server that the tablet is in use, and what is left in it, as long as it has the seat. */
function beat() {
  if (!hasSeat()) return;
  const fields = { session: page.session.slug, epoch: ownEpoch() };
  live.ask("floor.beat", { ...fields, battery: percentLeft() });
}

/** Remembers the seat of before a reload, and beats every 15 s and with each change of the battery. */
export function keepSeat() {
  try {
    const epoch = Number(sessionStorage.getItem(key));
    if (epoch > 0) holdSeat(epoch);
  } catch {
    // The big button offers the seat.
  }
  const stay = () => {
    document.documentElement.dataset.staysAwake = String(hasSeat());
  };
  topics.addEventListener("changed", stay);
  stay();
  listenToBattery(beat);
  setInterval(beat, BEAT_MS);
}
