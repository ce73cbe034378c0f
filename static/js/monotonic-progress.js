/** A progress that never goes back, although visitors with priority may still be added ahead. Pure. */

/** The next value of the bar; `kept` is the stored maximum. */
export function forward(kept, next) {
  const furthest = Number(kept);
  return Math.min(100, Math.max(Number.isFinite(furthest) ? furthest : 0, next));
}
