/** Whose turn it is among the announcements. Pure. */

/**
 * The one to show: `shown` while its turn `lasts`, else the next after it in the order of `ready`, round and round.
 * Undefined when none is ready. One that is no longer ready gives its turn to the first.
 */
export function turnAfter(ready, shown, lasts) {
  const place = ready.indexOf(shown);
  if (place >= 0 && lasts) return shown;
  return ready[(place + 1) % ready.length];
}
