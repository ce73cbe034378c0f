/** Which announcement is shown next. Pure. */

/**
 * The announcement to show: `shown` while its time `lasts`, else the next one in the order of `ready`, cyclic.
 * Undefined when none is ready. If `shown` is no longer ready, the first one follows.
 */
export function turnAfter(ready, shown, lasts) {
  const place = ready.indexOf(shown);
  if (place >= 0 && lasts) return shown;
  return ready[(place + 1) % ready.length];
}
