/** Queue of cues (calls that ring): each rings once, simultaneous ones ring one after another. Pure. */

export const HOLD = 4000;
const STALE = 10_000;
const TOO_OLD = 120_000;

/** Remembers what has rung. A recall of the same call has a higher `again` and is new; a repeated cue is not. */
export class CueLedger {
  #rung = new Map();

  isNew({ call, again = 0 }) {
    return !(again <= (this.#rung.get(call) ?? -1));
  }

  note({ call, again = 0 }) {
    this.#rung.set(call, again);
    if (this.#rung.size > 500) this.#rung.delete(this.#rung.keys().next().value);
  }

  /** When versions went back (a restored backup), calls are numbered from the start. */
  forget() {
    this.#rung.clear();
  }
}

/**
 * Schedules cues: each is shown for `hold` milliseconds while others wait, and for as long as it is spoken (from `next`
 * until `spoken`, if it `speaks`).
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

  /** The cue given by `next` has been spoken to its end. */
  spoken() {
    this.#speaking = false;
  }

  /** Milliseconds until the next cue is due; null when none waits or speech is still running. */
  wait(now) {
    return this.#waiting.length && !this.#speaking ? Math.max(0, this.#until - now) : null;
  }

  /**
   * The cue to show now, or null. Skipped: one that waited and is no longer called on the board (`stands`), one that
   * was recalled meanwhile, and one that waited very long.
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
