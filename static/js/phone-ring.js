/** When a phone rings: once when the turn is near, and once for each call. Pure. */

export const NEAR = 2;

/** Remembers what has rung; `keep` and `kept` store it, so that a reload does not ring again. */
export class Nearness {
  #told;

  constructor(kept = "") {
    this.#told = kept;
  }

  get kept() {
    return this.#told;
  }

  /** "near", "called" or "" for a state {state, ahead, call, recalls}. Each recall rings again. */
  news({ state, ahead, call, recalls }) {
    const now = state === "called" ? `called ${call} ${recalls}` : state === "waiting" && ahead <= NEAR ? "near" : "";
    if (!now) {
      if (state === "waiting") this.#told = ""; // back in the queue, further behind
      return "";
    }
    if (now === this.#told || this.#toldLater(call, recalls) || (now === "near" && this.#told.startsWith("called")))
      return "";
    this.#told = now;
    return now.split(" ")[0];
  }

  /** A recall that was undone does not ring. */
  #toldLater(call, recalls) {
    const [, known, times] = this.#told.split(" ");
    return known === call && Number(times) > recalls;
  }
}

/** When to set out, in ms: the earliest moment of the call minus the walking time; not before now. */
export function comeBack(now, earliest, walk) {
  return Math.max(now, earliest - walk * 60_000);
}
