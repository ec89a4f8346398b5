// Where each word of a cloud stands: the first in the middle, each next one as near to it as there is
// room. A word that has its place keeps it when others join or leave, and the same words in the same
// order have the same places on every screen of the same size.

const AIR = 0.18;
// How far apart the places are that are tried, in letters of the smallest size.
const STEP = 0.35;
const GOLDEN = 2.399963; // turning by the golden angle leaves no gaps and has no beginning

/** The places to try, from the middle outward: `[x, y, x, y, …]`. */
function spiral({ width, height }, step) {
  const turns = Math.ceil((width * height * Math.PI) / 4 / step ** 2);
  const points = new Float32Array(turns * 2);
  for (let turn = 0; turn < turns; turn += 1) {
    const reach = Math.sqrt(turn / turns) / 2;
    points[turn * 2] = width * (0.5 + reach * Math.cos(turn * GOLDEN));
    points[turn * 2 + 1] = height * (0.5 + reach * Math.sin(turn * GOLDEN));
  }
  return points;
}

function isFree(x, y, width, height, taken) {
  for (const other of taken) {
    if (Math.abs(x - other.x) * 2 < width + other.width && Math.abs(y - other.y) * 2 < height + other.height) {
      return false;
    }
  }
  return true;
}

/** The first free place of the spiral; null where there is none. */
function freePlace({ width, height }, taken, room, points) {
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at];
    const y = points[at + 1];
    const isInside =
      x * 2 >= width && y * 2 >= height && x * 2 + width <= room.width * 2 && y * 2 + height <= room.height * 2;
    if (isInside && isFree(x, y, width, height, taken)) return { x, y };
  }
  return null;
}

/**
 * The places of `words` (`[{id, text, size}]`) in a room of this width and height, by id. `measure`
 * says how wide a word is in letters of a size, `letters` how large those of each size are; `known`
 * are places given before. Words for which there is no room have none.
 */
export function cloudPlaces(words, room, letters, measure, known = new Map()) {
  const places = new Map(words.filter(({ id }) => known.has(id)).map(({ id }) => [id, known.get(id)]));
  const coming = words.filter(({ id }) => !places.has(id));
  if (coming.length === 0) return places;
  const points = spiral(room, letters[0] * STEP);
  const taken = [...places.values()];
  for (const word of coming) {
    const size = letters[word.size - 1];
    const box = { size, width: measure(word, size) + size * AIR * 2, height: size * (1.35 + AIR) };
    const free = freePlace(box, taken, room, points);
    if (free) {
      const placed = { ...box, ...free };
      places.set(word.id, placed);
      taken.push(placed);
    }
  }
  return places;
}
