/** A progress bar that never goes back, although people with a higher score may still be called before. Pure. */

/** The next value of the bar; `kept`: the furthest value shown so far, as stored. */
export function forward(kept, next) {
  const furthest = Number(kept);
  return Math.min(100, Math.max(Number.isFinite(furthest) ? furthest : 0, next));
}
