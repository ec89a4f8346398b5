// Where the tiles of a hall stand on the wall: in a band along its edges, always in the same order.

const BAND = 0.085; // of the height; the words of the wall keep clear of it
const MOST_ROWS = 5;

/** Numbers in [0, 1) that are the same in every hall and after every restart. */
function steady(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled(list, random) {
  const order = [...list];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

/** The cells of a band of so many rows: along the top and both sides, down to above the foot. */
function band(rows, width, height, foot) {
  const columns = Math.max(2 * rows + 1, Math.round(width / ((height * BAND) / rows)));
  const size = width / columns;
  const lines = Math.max(rows, Math.floor((height - foot) / size));
  const cells = [];
  for (let line = 0; line < lines; line += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (line < rows || column < rows || column >= columns - rows) {
        cells.push([column * size, line * size]);
      }
    }
  }
  return { size, cells, thickness: rows * size, depth: lines * size };
}

/**
 * Places for so many tiles on a wall of this size: `size` of a tile, `places` (`[x, y]`, the first
 * for the first who came), `cells` (all there are, row by row), and `thickness` and `depth` of the band.
 * More people make finer tiles; beyond what the finest band holds, the rest stay unseen.
 */
export function starPlaces(count, width, height, foot = 0) {
  let found = band(1, width, height, foot);
  for (let rows = 2; rows <= MOST_ROWS && found.cells.length < count; rows += 1) {
    found = band(rows, width, height, foot);
  }
  const { size, cells, thickness, depth } = found;
  return { size, cells, thickness, depth, places: shuffled(cells, steady(8)).slice(0, count) };
}
