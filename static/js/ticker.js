/** One tick a second for everything on the page that counts, right after the server's second changes. */

import { clock } from "./freshness.js";

const counting = new Set();
let timer;

/** Calls `tick(now)` at once and each second, `now` in ms of the server's clock. Returns a function that stops it. */
export function everySecond(tick) {
  counting.add(tick);
  tick(clock.now());
  if (counting.size === 1) wait();
  return () => {
    counting.delete(tick);
    if (!counting.size) clearTimeout(timer);
  };
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      for (const tick of counting) tick(clock.now());
      wait();
    },
    1000 - (clock.now() % 1000) + 5,
  );
}
