/** Where a step of a form belongs in the browser's history. Pure. */

/**
 * `trail`: the steps of the entries of the form in the history, up to the present one. Returns the trail that ends with
 * `step`, and by how many entries the browser has to go for it (0: none); null where a new entry is needed.
 */
export function moved(trail, step) {
  const at = trail.indexOf(step);
  if (at < 0) return { by: null, trail: [...trail, step] };
  return { by: at + 1 - trail.length, trail: trail.slice(0, at + 1) };
}
