/**
 * The type size of the board for a viewing distance, and what then fits. Pure. deskq/office/legibility.py has the same
 * figures for the admin's page; docs/adr/0128-legibility-by-importance.md explains them.
 */

/** Height of a digit as a share of the viewing distance: number and counter (0.7°), everything else (20 minutes). */
export const NUMBER = 0.0122;
export const TEXT = 0.0058;
/** Height of a digit of Vazirmatn in em. */
export const DIGIT = 0.672;
const MM_PER_INCH = 25.4;
const METRE = 1000;

/** Minimum screen heights of the layouts, in lines of the smaller type. */
export const FULL = 15;
export const STRIP = 8.4;
export const ALONE = 5.6;
/** Below this height the band of a lost connection takes the place of the head. */
export const LOW = 7.2;
/** Minimum type size as a share of the height: with smaller type the board would be empty. */
export const NEAR = 0.045;

/**
 * For a screen of `width` × `height` px and `diagonal` inches, read from `distance` metres: the root font `size` in px,
 * the `layout` (full, strip, alone), how many `rows` of other calls fit, whether the screen is `low`. `fits` is false when not even the newest call
 * can have the `needed` size.
 */
export function scale({ width, height, diagonal, distance }) {
  const pxPerMm = Math.hypot(width, height) / (diagonal * MM_PER_INCH);
  const needed = (TEXT / DIGIT) * distance * METRE * pxPerMm;
  // On a narrow screen (portrait or small) the width is the limit.
  const room = Math.min(height, (width * 9) / 16);
  const size = Math.min(Math.max(needed, room * NEAR), room / ALONE);
  const lines = room / size;
  return { size, needed, fits: needed <= room / ALONE + 0.01, low: lines < LOW, ...layout(lines) };
}

/** Heights of head, foot, gaps and rows as in the style sheets, in lines. */
function layout(lines) {
  const between = (least, count, most) => Math.min(most, Math.max(least, Math.floor(count)));
  if (lines >= FULL) return { layout: "full", rows: between(4, (lines - 5) / 2.45, 6) };
  if (lines < STRIP - 0.001) return { layout: "alone", rows: 0 };
  return { layout: "strip", rows: between(1, (lines - 3.8) / 3, 3) };
}
