/** Shows what does not fit side by side page after page. Pure. */

/** The index of the `turn`-th page, cyclic. */
export function pageOf(items, size, turn) {
  if (items.length <= size) return items;
  const first = (turn % Math.ceil(items.length / size)) * size;
  return items.slice(first, first + size);
}

/** Indexes of items of these widths in lines of a given width, filled greedily; each item in one line. */
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
