/** How large the board's type must be to be read from a distance. Pure. */

/** Smallest text height as a share of the viewing distance: 42 minutes of arc. */
const SHARE = 0.0122;
const MM_PER_INCH = 25.4;
const METRE = 1000;

/** Between these shares of the screen's height the board's layout holds five calls with long names. */
export const SMALLEST = 0.025;
export const LARGEST = 0.036;

/**
 * The root size in px for a screen `width` × `height` px, `diagonal` inches, read from `distance` metres.
 * `needed` is what the distance asks for, `legibleTo` the distance in metres at which `size` is still right.
 */
export function scale({ width, height, diagonal, distance }) {
  const pxPerMm = Math.hypot(width, height) / (diagonal * MM_PER_INCH);
  const needed = SHARE * distance * METRE * pxPerMm;
  // On a screen that is not wide (a turned or a small one), the width is what runs out first.
  const room = Math.min(height, (width * 9) / 16);
  const size = Math.min(Math.max(needed, room * SMALLEST), room * LARGEST);
  return { size, needed, capped: needed > size + 0.01, legibleTo: size / (SHARE * METRE * pxPerMm) };
}
