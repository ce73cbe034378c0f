/**
 * The type size of the board for a viewing distance, and what then fits. Pure. deskq/office/legibility.py has the same
 * figures for the admin's page.
 */

/** Minimum font size as a share of the viewing distance: 42 minutes of arc. */
const SHARE = 0.0122;
const MM_PER_INCH = 25.4;
const METRE = 1000;

/** Minimum screen heights of the layouts, in lines of that type; from FOOT on the strip has its foot too. */
export const FULL = 16;
export const STRIP = 9.3;
export const FOOT = 10.8;
export const ALONE = 6.6;
/** Minimum type size as a share of the height: with smaller type the board would be empty. */
export const NEAR = 0.036;

/**
 * For a screen of `width` × `height` px and `diagonal` inches, read from `distance` metres: the root font `size` in px,
 * the `layout` (full, strip, alone), how many `rows` of other calls fit, whether the `foot` does. `fits` is false when
 * not even the newest call can have the `needed` size.
 */
export function scale({ width, height, diagonal, distance }) {
  const pxPerMm = Math.hypot(width, height) / (diagonal * MM_PER_INCH);
  const needed = SHARE * distance * METRE * pxPerMm;
  // On a narrow screen (portrait or small) the width is the limit.
  const room = Math.min(height, (width * 9) / 16);
  const size = Math.min(Math.max(needed, room * NEAR), room / ALONE);
  return { size, needed, fits: needed <= room / ALONE + 0.01, ...layout(room / size) };
}

/** Heights of head, foot, gaps and rows as in the style sheets, in lines. */
function layout(lines) {
  const between = (least, count, most) => Math.min(most, Math.max(least, Math.floor(count)));
  if (lines >= FULL) return { layout: "full", foot: true, rows: between(1, (lines - 4.6) / 4.4, 5) };
  if (lines < STRIP - 0.001) return { layout: "alone", foot: false, rows: 0 };
  const foot = lines >= FOOT;
  return { layout: "strip", foot, rows: between(1, (lines - (foot ? 7.9 : 6.1)) / 2.9, 2) };
}
