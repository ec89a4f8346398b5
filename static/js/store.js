// The topics as the server last told them. Versions only rise, so the order of arrival is harmless.

/** The topics after one topic was told: a lower or equal version changes nothing. */
export function withTopic(topics, name, { version, data }) {
  const known = topics[name];
  if (known && version <= known.version) return topics;
  return { ...topics, [name]: { version, data } };
}

/** The topics after a snapshot: each topic keeps its higher version. */
export function withSnapshot(topics, snapshot) {
  return Object.entries(snapshot ?? {}).reduce(
    (so_far, [name, told]) => (told ? withTopic(so_far, name, told) : so_far),
    topics,
  );
}

function without(value, ids) {
  if (Array.isArray(value)) {
    const kept = value.filter((entry) => !isTaken(entry, ids)).map((entry) => without(entry, ids));
    return kept.length === value.length && kept.every((entry, at) => entry === value[at])
      ? value
      : kept;
  }
  if (value === null || typeof value !== "object") return value;
  if (isTaken(value, ids)) return null;
  const changed = Object.entries(value).map(([key, entry]) => [key, without(entry, ids)]);
  return changed.every(([key, entry]) => entry === value[key]) ? value : Object.fromEntries(changed);
}

function isTaken(value, ids) {
  return value !== null && typeof value === "object" && ids.has(value.id);
}

/**
 * The topics after things were taken back: they are gone from everything that is shown. What is
 * one's own (`mine`) stays, because there it says what became of it.
 */
export function withoutIds(topics, ids) {
  const taken = new Set(ids);
  return Object.fromEntries(
    Object.entries(topics).map(([name, told]) => {
      if (name === "mine" || name === "papers") return [name, told];
      const data = without(told.data, taken);
      return [name, data === told.data ? told : { ...told, data }];
    }),
  );
}

/** The topics of one page; tells whoever listens, once for each change. */
export class Topics extends EventTarget {
  constructor(topics = {}) {
    super();
    this.all = withSnapshot({}, topics);
  }

  /** The data of a topic; undefined as long as nothing was told. */
  data(name) {
    return this.all[name]?.data;
  }

  /** A topic was told; a lower version than the known one is left aside. */
  tell(name, told) {
    this.change(withTopic(this.all, name, told));
  }

  /** A whole snapshot was told; every topic keeps its higher version. */
  tellAll(snapshot) {
    this.change(withSnapshot(this.all, snapshot));
  }

  /** Another session begins here: what was known of the old one is gone. */
  replaceAll(snapshot) {
    this.change(withSnapshot({}, snapshot));
  }

  /** Things were taken back. */
  retract(ids) {
    this.change(withoutIds(this.all, ids));
  }

  change(topics) {
    const before = this.all;
    const names = new Set([...Object.keys(before), ...Object.keys(topics)]);
    const changed = [...names].filter((name) => before[name] !== topics[name]);
    this.all = topics;
    if (changed.length > 0) {
      this.dispatchEvent(Object.assign(new Event("changed"), { names: changed }));
    }
  }
}
