/** Detects inactivity, and limits how often something runs. Pure: the time is passed in. */

/** After `idle` ms without a touch the screen asks, after `warning` ms more it assumes that the visitor has left. */
export class Idle {
  #touched;

  constructor({ idle, warning }, now) {
    Object.assign(this, { idle, warning });
    this.#touched = now;
  }

  touch(now) {
    this.#touched = now;
  }

  phase(now) {
    const still = now - this.#touched;
    if (still < this.idle) return "here";
    return still < this.idle + this.warning ? "asking" : "gone";
  }
}

/** Runs `run` at once, then at most once in `gap` ms; calls during the gap cause one run at its end. */
export function atMost(gap, run, { now = () => performance.now(), after = setTimeout } = {}) {
  let last = -Infinity;
  let waiting = false;
  const go = () => {
    waiting = false;
    last = now();
    run();
  };
  return () => {
    if (waiting) return;
    const rest = last + gap - now();
    if (rest <= 0) return go();
    waiting = true;
    after(go, rest);
  };
}

/** Whole seconds until `ends`, never below 0. */
export function secondsLeft(ends, now) {
  return Math.max(0, Math.ceil((ends - now) / 1000));
}
