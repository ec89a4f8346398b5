// Practice in a page that has no connection: the same parts as in a session, answered from here.
import { live, topics } from "./live.js";
import { page } from "./page.js";
import { begin, goesOn, lesson, take, topicsOf } from "./practice.js";
import { storage } from "./rows.js";
import { t } from "./words.js";

const TICK_MS = 300;
const ANSWERS_MS = 150;
const done = `sawt-practised-${page.me.owner}`;

let session = null;

/** Whether whoever uses this page has practised on this device, or did not want to. */
export function hasPractised() {
  return (storage("localStorage")?.getItem(done) ?? null) !== null;
}

/** From now on it is not offered again by itself. */
export function notePractised() {
  try {
    storage("localStorage")?.setItem(done, "1");
  } catch {
    // It is offered again; nothing is lost.
  }
}

/** The moment of the pretend session that one is at, as `lesson` names it. */
export function lessonNow() {
  return session ? lesson(session) : "sit";
}

/** From the beginning, with an empty seat. */
export function beginPractice() {
  session = begin(Date.now());
  tell();
  topics.replaceAll({ ...topics.all, seat: { version: 0, data: null } });
}

function tell() {
  const told = Object.entries(topicsOf(session)).map(([name, data]) => [name, { version: session.at, data }]);
  topics.replaceAll({ ...topics.all, ...Object.fromEntries(told) });
  if (lesson(session) === "ready") notePractised();
}

/** Writes are answered here, and nothing is ever sent. */
export function practise() {
  live.status = "here";
  live.send = async (name, fields) => {
    await new Promise((resolve) => setTimeout(resolve, ANSWERS_MS));
    const taken = take(session, name, fields, Date.now());
    if (!taken.ok) return { ok: false, code: "practice", message: t("That waits for the real session.") };
    session = taken.session;
    tell();
    return { ok: true, epoch: session.epoch, version: session.version };
  };
  beginPractice();
  setInterval(() => {
    const later = goesOn(session, Date.now());
    if (later === session) return;
    session = later;
    tell();
  }, TICK_MS);
}
