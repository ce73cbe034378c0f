/** The dark theme of the kiosk, on in the hours that the office sets. */

import { clock } from "./freshness.js";
import { isWithin } from "./hours.js";
import { hour } from "./words.js";

const MINUTE = 60_000;

/** Follow the hours of the day from now on; `sheet` is the link to the dark tokens. */
export function followDark(sheet, hours, zone) {
  const apply = () => applyDark(sheet, hours, clock.now(), zone);
  if (!sheet || !hours) return;
  apply();
  setInterval(apply, MINUTE);
}

/** Switch the sheet on or off for a moment in ms. */
export function applyDark(sheet, hours, now, zone) {
  const media = isWithin(hours, hour(now, "en", zone)) ? "screen" : "not all";
  if (sheet.media !== media) sheet.media = media;
}
