/** What does not fit beside each other is shown one page after another. Pure. */

/** The `turn`-th page of so many; the first page again after the last. */
export function pageOf(items, size, turn) {
  if (items.length <= size) return items;
  const first = (turn % Math.ceil(items.length / size)) * size;
  return items.slice(first, first + size);
}

/** Indexes of things of these widths in lines of a width: each line as full as it gets, each thing in one line. */
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
