/** Cues: a call that rings. Each rings once, and those that come together ring one after another. Pure. */

export const HOLD = 4000;
const STALE = 30_000;

/** Remembers what has rung. A recall of the same call counts `again` up and is new; a cue sent twice is not. */
export class CueLedger {
  #rung = new Map();

  isNew({ call, again = 0 }) {
    return !(again <= (this.#rung.get(call) ?? -1));
  }

  note({ call, again = 0 }) {
    this.#rung.set(call, again);
    if (this.#rung.size > 500) this.#rung.delete(this.#rung.keys().next().value);
  }

  /** When the versions went back (a restored backup), calls are numbered anew. */
  forget() {
    this.#rung.clear();
  }
}

/** Gives each cue its time before the eyes: `hold` milliseconds when others wait behind it. */
export class CueQueue {
  #waiting = [];
  #until = 0;

  constructor(hold = HOLD) {
    this.hold = hold;
  }

  add(cue, now) {
    this.#waiting.push({ cue, came: now });
  }

  /** Milliseconds until the next cue is due, or null when none waits. */
  wait(now) {
    return this.#waiting.length ? Math.max(0, this.#until - now) : null;
  }

  /**
   * The cue to show now, or null. One that has waited very long and is no longer on the board (`stands` says so) has
   * lost its meaning and is passed over.
   */
  next(now, stands = () => true) {
    if (now < this.#until) return null;
    while (this.#waiting.length) {
      const { cue, came } = this.#waiting.shift();
      if (now - came > STALE && !stands(cue)) continue;
      this.#until = now + this.hold;
      return cue;
    }
    return null;
  }
}
