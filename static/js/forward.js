/** A progress that never goes back, though people with a claim may still come in between. Pure. */

/** What the bar shows next; `kept` is the furthest it has shown, as stored. */
export function forward(kept, next) {
  const furthest = Number(kept);
  return Math.min(100, Math.max(Number.isFinite(furthest) ? furthest : 0, next));
}
