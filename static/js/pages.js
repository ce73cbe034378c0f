/** Splits what does not fit side by side into pages. Pure. */

/** The `turn`-th page, in a circle. */
export function pageOf(items, size, turn) {
  if (items.length <= size) return items;
  const first = (turn % Math.ceil(items.length / size)) * size;
  return items.slice(first, first + size);
}

/** Indexes of items of these widths, broken into lines of a width: each line as full as possible. */
export function lines(widths, width, gap) {
  const found = [];
  let left = -1;
  widths.forEach((wide, index) => {
    if (left < wide + gap) {
      found.push([]);
      left = width + gap;
    }
    found.at(-1).push(index);
    left -= wide + gap;
  });
  return found;
}
