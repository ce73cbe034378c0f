/** Cues: a call that rings. Each rings once, and those that come together ring one after another. Pure. */

export const HOLD = 4000;
const STALE = 10_000;
const TOO_OLD = 120_000;

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

/**
 * Gives each cue its time: `hold` milliseconds before the eyes when others wait behind it, and as long as it is spoken
 * (from `next` until `spoken`, if `speaks`).
 */
export class CueQueue {
  #waiting = [];
  #until = 0;
  #speaking = false;

  constructor(hold = HOLD, speaks = false) {
    Object.assign(this, { hold, speaks });
  }

  add(cue, now) {
    this.#waiting.push({ cue, came: now });
  }

  /** The cue that `next` gave has been heard to its end. */
  spoken() {
    this.#speaking = false;
  }

  /** Milliseconds until the next cue is due, or null when none waits or the end of a speech is waited for. */
  wait(now) {
    return this.#waiting.length && !this.#speaking ? Math.max(0, this.#until - now) : null;
  }

  /**
   * The cue to show now, or null. One that has waited and is no longer called on the board (`stands` says so), one that
   * was called again meanwhile, and one that has waited very long have lost their meaning and are passed over.
   */
  next(now, stands = () => true) {
    if (this.#speaking || now < this.#until) return null;
    while (this.#waiting.length) {
      const { cue, came } = this.#waiting.shift();
      const waited = now - came;
      if (waited > TOO_OLD || (waited > STALE && !stands(cue)) || this.#waits(cue.call)) continue;
      this.#until = now + this.hold;
      this.#speaking = this.speaks;
      return cue;
    }
    return null;
  }

  #waits(call) {
    return this.#waiting.some(({ cue }) => cue.call === call);
  }
}
