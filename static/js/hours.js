/** Hours of the day, as settings write them. Pure. */

/**
 * Whether a time is within hours such as "12:00-12:30 21:00-07:00". A span may cross midnight; its end is
 * exclusive.
 */
export function isWithin(spans, hour) {
  return spans
    .split(" ")
    .filter(Boolean)
    .some((span) => {
      const [from, until] = span.split("-");
      return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
    });
}
