/** How large the board's type must be to be read from a distance, and what then fits. Pure. The same figures stand in
 * deskq/office/legibility.py, which tells the admin. */

/** Smallest type as a share of the viewing distance: 42 minutes of arc. */
const SHARE = 0.0122;
const MM_PER_INCH = 25.4;
const METRE = 1000;

/** Heights of the screen in lines of that type, from which on a layout holds; with FOOT the strip has its foot too. */
export const FULL = 16;
export const STRIP = 9.3;
export const FOOT = 10.8;
export const ALONE = 6.6;
/** Whoever stands near still gets type of this share of the height: more would only be emptiness. */
export const NEAR = 0.036;

/**
 * For a screen of `width` × `height` px and `diagonal` inches, read from `distance` metres: the root `size` in px, the
 * `layout` (full, strip, alone), how many `rows` of other calls fit, whether the `foot` does.
 * `fits` is false when not even the newest call can be as large as it `needed` to be.
 */
export function scale({ width, height, diagonal, distance }) {
  const pxPerMm = Math.hypot(width, height) / (diagonal * MM_PER_INCH);
  const needed = SHARE * distance * METRE * pxPerMm;
  // On a screen that is not wide (a turned or a small one), the width is what runs out first.
  const room = Math.min(height, (width * 9) / 16);
  const size = Math.min(Math.max(needed, room * NEAR), room / ALONE);
  return { size, needed, fits: needed <= room / ALONE + 0.01, ...layout(room / size) };
}

/** Heads, feet, gaps and the height of a row are those of the style sheets, in lines. */
function layout(lines) {
  const between = (least, count, most) => Math.min(most, Math.max(least, Math.floor(count)));
  if (lines >= FULL) return { layout: "full", foot: true, rows: between(1, (lines - 4.6) / 4.4, 5) };
  if (lines < STRIP - 0.001) return { layout: "alone", foot: false, rows: 0 };
  const foot = lines >= FOOT;
  return { layout: "strip", foot, rows: between(1, (lines - (foot ? 7.9 : 6.1)) / 2.9, 2) };
}
