// The rows in which a browser keeps what is unsent: whose, under what name, and sealed or open.

export const PREFIX = "sawt-kept/";

/** Names that begin so are of how a page was left: nothing of it is unsent. */
export const LEFT = "as-left/";

/** Where a phone of the audience notes its mark, so that its own page without a network knows it. */
export const PHONE = "sawt-phone";

/** This browser's storage of that name; undefined where it is forbidden. */
export function storage(name) {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}

/** Every row in a storage, as `{place, owner, name, row}`. */
export function* rowsOf(store) {
  for (const place of Object.keys(store ?? {})) {
    if (!place.startsWith(PREFIX)) continue;
    const [owner, ...name] = place.slice(PREFIX.length).split("/");
    try {
      yield { place, owner, name: name.join("/"), row: JSON.parse(store.getItem(place)) };
    } catch {
      store.removeItem(place); // nobody can read it
    }
  }
}

/** By what names those are called whose sealed words lie on this device; null where none is shown. */
export function unsentOf(butOwner = "", store = storage("localStorage")) {
  const called = new Map();
  for (const { owner, name, row } of rowsOf(store)) {
    if (row?.sealed && owner !== butOwner && !name.startsWith(LEFT)) called.set(owner, row.called ?? null);
  }
  return [...called.values()];
}
