/** When a phone should make itself heard: once when the turn is near, and once for each call. Pure. */

export const NEAR = 2;

/** Remembers what was told already; `keep` and `kept` store it, so that a reload does not ring again. */
export class Nearness {
  #told;

  constructor(kept = "") {
    this.#told = kept;
  }

  get kept() {
    return this.#told;
  }

  /** "near", "called" or "" for a state: {state, ahead, call}. */
  news({ state, ahead, call }) {
    const now = state === "called" ? `called ${call}` : state === "waiting" && ahead <= NEAR ? "near" : "";
    if (!now) {
      if (state === "waiting") this.#told = ""; // back in the line, further behind
      return "";
    }
    if (now === this.#told || (now === "near" && this.#told.startsWith("called"))) return "";
    this.#told = now;
    return now.split(" ")[0];
  }
}

/** When to set out, in ms: the earliest moment of the call less the way; never before now. */
export function comeBack(now, earliest, walk) {
  return Math.max(now, now + (earliest - walk * 60) * 1000);
}
