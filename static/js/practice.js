// A session of three pretend steps, for practice: what the server would say, without a server. Pure;
// every moment is handed in, so that it can be played at any speed.
import { page } from "./page.js";
import { t } from "./words.js";

const PRESENT = 14;
const ARRIVES_MS = 300;
const COUNTS_MS = 700;
const UNDO_MS = 60_000;
const CHOSEN = [9, 4, 1];

/** What is said in the pretend session. */
function script() {
  return {
    items: [
      ["opening", t("Welcome"), t("Hello, everybody! I am glad that you are here. Today we practise.")],
      ["poll", t("A first show of hands"), t("What shall we do after this? Take your phones and choose.")],
      ["questions", t("Your questions"), t("Who has a question? I read it aloud, then somebody answers.")],
    ],
    poll: {
      title: t("What shall we do after this?"),
      options: [t("Play outside"), t("Paint a poster"), t("Rest")],
    },
    questions: [t("Who can help me at night?"), t("May I write instead of talking?")],
  };
}

/** The pretend session before anybody sits down. */
export function begin(now) {
  const { items, poll, questions } = script();
  const { lang, dir } = page;
  return {
    version: 1,
    at: now,
    state: "open",
    epoch: 0,
    item: null,
    items: items.map(([kind, title, cue], at) => ({
      id: `step-${at + 1}`,
      kind,
      title,
      cue,
      state: "planned",
      minutes: 2,
      started_at: null,
      ended_at: null,
      paper: null,
    })),
    prepared: {
      id: "vote-1",
      item: "step-2",
      kind: "single",
      electorate: "everyone",
      state: "ready",
      title: poll.title,
      options: poll.options,
    },
    poll: null,
    questions: questions.map((text, at) => ({
      id: `question-${at + 1}`,
      state: "unsent",
      revision: 1,
      supporters: at,
      text: { text, lang, dir },
    })),
    answered: false,
    last: null,
  };
}

const iso = (now) => new Date(now).toISOString();

function reached(session, id, now) {
  return session.items.map((item) => {
    if (item.id === id) return { ...item, state: "current", started_at: iso(now), ended_at: null };
    return item.state === "current" ? { ...item, state: "done", ended_at: iso(now) } : item;
  });
}

/** At this step, with what it brings: the questions of the hall wait at the last one. */
function atStep(session, id, now) {
  const brings = id === "step-3";
  return {
    ...session,
    item: id,
    items: reached(session, id, now),
    poll: null,
    questions: session.questions.map((one) =>
      brings && one.state === "unsent" ? { ...one, state: "cleared" } : one,
    ),
  };
}

function opened(session, now) {
  const { title, options, id } = session.prepared;
  return {
    ...session,
    prepared: { ...session.prepared, state: "open" },
    poll: {
      id,
      round: 1,
      kind: "single",
      instant: null,
      state: "open",
      title,
      options: options.map((text, at) => ({ id: `option-${at + 1}`, text, picture: null, alt: null })),
      min: 1,
      max: 1,
      points: null,
      faces: false,
      electorate: "everyone",
      answered: 0,
      present: PRESENT,
      too_few: false,
      seen: false,
      undo_until: null,
      results: null,
      median: null,
      earlier: null,
      began: now,
    },
  };
}

function withPoll(session, changes) {
  return { ...session, poll: { ...session.poll, ...changes } };
}

function withQuestion(session, id, state) {
  const others = (one) => (state === "on_stage" && one.state === "on_stage" ? { ...one, state: "answered" } : one);
  return {
    ...session,
    answered: session.answered || state === "answered",
    questions: session.questions.map((one) => (one.id === id ? { ...one, state } : others(one))),
  };
}

// What each message does, from where it may be done; all else is for the real session.
const DOES = {
  "floor.take_seat": (session) => ({ ...session, epoch: session.epoch + 1 }),
  "floor.go_live": (session, _, now) =>
    session.state === "open" ? atStep({ ...session, state: "live" }, "step-1", now) : null,
  "floor.pause": (session) => (session.state === "live" ? { ...session, state: "paused" } : null),
  "floor.resume": (session) => (session.state === "paused" ? { ...session, state: "live" } : null),
  "floor.next": (session, { from_item: from }, now) => {
    const next = session.items[session.items.findIndex(({ id }) => id === from) + 1];
    return next && from === session.item ? atStep(session, next.id, now) : null;
  },
  "floor.close": (session, _, now) => ({
    ...session,
    state: "closed",
    item: null,
    poll: null,
    items: reached(session, null, now),
  }),
  "polls.open": (session, _, now) => (session.prepared.state === "ready" ? opened(session, now) : null),
  "polls.close": (session, _, now) =>
    session.poll?.state === "open" ? withPoll(session, { state: "closing", ends: now }) : null,
  "polls.reveal": (session, _, now) =>
    session.poll?.state === "counted"
      ? withPoll(session, { state: "revealed", seen: true, undo_until: iso(now + UNDO_MS) })
      : null,
  "polls.hide": (session) =>
    session.poll?.state === "revealed" ? withPoll(session, { state: "counted", undo_until: null }) : null,
  "questions.shortlist": (session, { question }) => withQuestion(session, question, "shortlisted"),
  "questions.put_on_stage": (session, { question }) => withQuestion(session, question, "on_stage"),
  "questions.answered": (session, { question }) => withQuestion(session, question, "answered"),
  "questions.later": (session, { question }) => withQuestion(session, question, "later"),
  "floor.undo": ({ last }, { act }) => (last?.before && last.id === act ? last.before : null),
};

// What has a way back for a minute, as in a real session.
const REVERSIBLE = new Set(["floor.next", "floor.pause", "questions.shortlist", "questions.put_on_stage"]);

/** What comes after this message: the session, and whether it was taken. */
export function take(session, name, fields, now) {
  const done = DOES[name]?.(session, fields ?? {}, now) ?? null;
  if (done === null) return { session, ok: false };
  const version = session.version + 1;
  const before = REVERSIBLE.has(name) ? session : null;
  // After an undo the act before is the last one again, as in a real session.
  const last = name === "floor.undo" ? done.last : { id: `act-${version}`, act: name, at: iso(now), before };
  return { session: { ...done, version, at: now, last }, ok: true };
}

/** The same session a moment later: voices come in, what is closed is counted. */
export function goesOn(session, now) {
  const { poll } = session;
  if (poll?.state === "open") {
    const answered = Math.min(PRESENT, Math.floor((now - poll.began) / ARRIVES_MS));
    if (answered === poll.answered) return session;
    return { ...withPoll(session, { answered }), at: now };
  }
  if (poll?.state === "closing" && now - poll.ends >= COUNTS_MS) {
    const shares = CHOSEN.map((count) => Math.round((count * poll.answered) / PRESENT));
    const results = poll.options.map(({ id }, at) => ({ option: id, count: shares[at], hands: null }));
    return { ...withPoll(session, { state: "counted", results }), at: now };
  }
  return session;
}

/** What the tablet is told, as a server would tell it. */
export function topicsOf(session) {
  const { state, version, item, items, epoch, last, poll, prepared, questions } = session;
  const inState = (...states) => questions.filter((one) => states.includes(one.state));
  return {
    floor: {
      state,
      version,
      item,
      items,
      seat: { held: epoch > 0, name: null, epoch },
      turn: null,
      queue: [],
      last: last && { act: last.act, at: last.at },
      undo: last?.before ? { id: last.id, act: last.act, until: iso(Date.parse(last.at) + UNDO_MS) } : null,
      reopen_until: null,
    },
    poll,
    polls: { prepared: [prepared], instants: [] },
    questions: {
      on_stage: inState("on_stage")[0] ?? null,
      public: inState("shortlisted", "on_stage", "answered"),
      cleared: inState("cleared"),
    },
  };
}

/** What there is to learn now: a word for each moment, `ready` at the end. */
export function lesson(session) {
  const { state, epoch, item, poll, prepared, questions } = session;
  if (state === "closed") return "ready";
  if (epoch === 0) return "sit";
  if (state === "open") return "begin";
  if (state === "paused") return "resume";
  if (poll?.state === "open") return "close_vote";
  if (poll?.state === "closing") return "count";
  if (poll?.state === "counted") return "show";
  if (item === "step-1") return "next";
  if (item === "step-2") return prepared.state === "ready" ? "open_vote" : "shown";
  if (questions.some((one) => one.state === "on_stage")) return "answer";
  return session.answered ? "close" : "question";
}
