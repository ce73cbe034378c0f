/** One tick per second for all counting elements of the page, right after the server's full second. */

import { clock } from "./freshness.js";

const counting = new Set();
let timer;

/** Call `tick(now)` at once and every second, `now` in ms of the server's clock. Returns a function that stops it. */
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
  timer = setTimeout(() => {
    for (const tick of counting) tick(clock.now());
    wait();
  }, 1000 - (clock.now() % 1000) + 5);
}
