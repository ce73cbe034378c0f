/** Cues, the signals that a call rings. Each rings once; simultaneous ones ring one after another. Pure. */

export const HOLD = 4000;
const STALE = 10_000;
const TOO_OLD = 120_000;

/**
 * Remembers which cues have rung. A recall of the same call has a higher `again` and is new; a cue received twice is
 * not.
 */
export class CueLedger {
  #rung = new Map();

  isNew({ call, again = 0 }) {
    return !(again <= (this.#rung.get(call) ?? -1));
  }

  note({ call, again = 0 }) {
    this.#rung.set(call, again);
    if (this.#rung.size > 500) this.#rung.delete(this.#rung.keys().next().value);
  }

  /** After a restored backup (versions went back) calls are numbered anew. */
  forget() {
    this.#rung.clear();
  }
}

/**
 * Schedules cues: each is shown for `hold` milliseconds when others are queued, and while it is spoken (from `next`
 * until `spoken`, if `speaks`).
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

  /** The cue that `next` returned has been spoken to the end. */
  spoken() {
    this.#speaking = false;
  }

  /** Milliseconds until the next cue is due; null when none is queued or a cue is still being spoken. */
  wait(now) {
    return this.#waiting.length && !this.#speaking ? Math.max(0, this.#until - now) : null;
  }

  /**
   * The cue to show now, or null. Outdated cues are skipped: those whose call is no longer on the board (`stands`
   * tells), those called again meanwhile, and those queued for very long.
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
