// What this device keeps until the server has it. A badge's words lie sealed under a key that the
// server gives to the signed-in page and that no storage ever holds; a phone's own words lie open.
// Where the browser can't seal (plain http), a badge's words stay in this tab, as long as it is
// signed in.
import { page } from "./page.js";
import { PHONE, PREFIX, rowsOf, storage } from "./rows.js";

const DAY_MS = 24 * 3600 * 1000;
const SEALED_FOR_MS = 14 * DAY_MS; // as long as a sign-in lasts
const OPEN_FOR_MS = DAY_MS;

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function base64Of(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export class Shelf {
  /** `me` is who the server says this page belongs to; `seal` is there for a badge alone. */
  constructor({
    me = page.me,
    local = storage("localStorage"),
    session = storage("sessionStorage"),
    subtle = globalThis.crypto?.subtle,
    now = () => Date.now(),
  } = {}) {
    const { owner = "", seal, called } = me;
    Object.assign(this, { owner, called, subtle, now });
    this.seals = Boolean(seal && subtle);
    // Open words of a badge never reach the storage that outlives the tab.
    this.staysInTab = Boolean(seal && !subtle);
    this.store = this.staysInTab ? session : local;
    this.values = new Map();
    /** What this page last saw or wrote in each place, as it stands there. */
    this.stands = new Map();
    this.held = {};
    /** Resolves when what lies here can be read. */
    this.opened = this.open(seal, [local, session]).catch(() => {
      this.store = undefined; // forbidden, or no key to seal with: nothing is kept here
    });
    this.line = this.opened;
  }

  /** What is kept under this name; undefined when nothing is. */
  get(name) {
    return this.values.get(name);
  }

  /** What is kept under names that begin so, as `[name, value]`, in no order. */
  all(prefix) {
    return [...this.values].filter(([name]) => name.startsWith(prefix));
  }

  /** Keeps it. Resolves with whether the device really has it now. */
  put(name, value) {
    if (this.isResting) return Promise.resolve(false);
    this.values.set(name, value);
    const { held } = this;
    return this.next(async () => {
      if (this.values.get(name) !== value && !this.isResting) return true; // a newer one follows
      try {
        this.write(this.place(name), JSON.stringify(await this.row(held.key, name, value)));
        return true;
      } catch {
        return false; // a full or forbidden storage
      }
    });
  }

  write(place, row) {
    this.store.setItem(place, row);
    this.stands.set(place, row);
  }

  /** It is kept no more; what another page has written in its place meanwhile stays. */
  remove(name) {
    if (this.isResting) return this.line;
    this.values.delete(name);
    const place = this.place(name);
    return this.next(() => {
      try {
        if (this.store?.getItem(place) === this.stands.get(place)) this.store?.removeItem(place);
        this.stands.delete(place);
      } catch {
        // A browser that forbids storage kept nothing.
      }
    });
  }

  /** Resolves once all that was given to it is kept. */
  settled() {
    return this.line;
  }

  /** The page belongs to nobody any more: the key and every word are gone from its memory. Words
   * that could not be sealed are gone from the device too. Resolves when all that is kept is kept. */
  rest() {
    this.isResting = true;
    this.held = {};
    this.values.clear();
    if (this.staysInTab) this.next(() => this.clear());
    return this.line;
  }

  /** Its owner is signed in no more: what was given to it is kept, and the key is forgotten. Words that could
   * not be sealed stay in this tab for her. Resolves when all is kept. */
  close() {
    return this.staysInTab ? this.line : this.rest();
  }

  clear() {
    for (const { place } of rowsOf(this.store)) this.store.removeItem(place);
  }

  next(step) {
    const done = this.line.then(step);
    this.line = done.catch(() => {});
    return done;
  }

  place(name) {
    return `${PREFIX}${this.owner}/${name}`;
  }

  async row(key, name, value) {
    if (!this.seals) return { at: this.now(), open: value };
    const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await this.subtle.encrypt(this.how(iv, name), key, plain);
    return { at: this.now(), called: this.called, iv: base64Of(iv), sealed: base64Of(new Uint8Array(sealed)) };
  }

  how(iv, name) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(this.place(name)) };
  }

  async open(seal, stores) {
    if (this.seals) {
      this.held.key = await this.subtle.importKey("raw", bytesOf(seal), "AES-GCM", false, ["encrypt", "decrypt"]);
    }
    for (const store of stores) {
      for (const found of rowsOf(store)) await this.take(store, found);
    }
    const [local] = stores;
    if (seal || !this.owner) local?.removeItem(PHONE);
    else local?.setItem(PHONE, this.owner);
  }

  async take(store, { place, owner, name, row }) {
    const isOpen = row?.sealed === undefined;
    const isOwn = owner === this.owner && store === this.store && isOpen !== this.seals;
    const isTooOld = this.now() - (row?.at ?? 0) > (isOpen ? OPEN_FOR_MS : SEALED_FOR_MS);
    // Open words of whoever had this device before are for nobody; sealed ones wait for their owner.
    if (isTooOld || (isOpen && !isOwn)) store.removeItem(place);
    else if (isOwn) {
      this.stands.set(place, store.getItem(place));
      this.values.set(name, isOpen ? row.open : await this.unsealed(name, row));
    }
  }

  async unsealed(name, { iv, sealed }) {
    try {
      const plain = await this.subtle.decrypt(this.how(bytesOf(iv), name), this.held.key, bytesOf(sealed));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return undefined; // of another key: it stays where it is until it is too old
    }
  }
}

export const shelf = new Shelf();
