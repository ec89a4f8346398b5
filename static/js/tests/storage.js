/** A browser's storage: its keys are its own properties, as Object.keys sees them there. */
class Storage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

export function storage(kept = {}) {
  return Object.assign(new Storage(), kept);
}
