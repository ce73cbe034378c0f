/** Chooses the announcement to show. Pure. */

/**
 * The announcement to show: `shown` while its time `lasts`, else the next in `ready`, in a circle. Undefined when none
 * is ready. After one that is no longer ready comes the first.
 */
export function turnAfter(ready, shown, lasts) {
  const place = ready.indexOf(shown);
  if (place >= 0 && lasts) return shown;
  return ready[(place + 1) % ready.length];
}
