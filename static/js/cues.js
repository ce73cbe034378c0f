/** Cues, the signals that a call rings. Each rings once; simultaneous ones ring one after another. Pure. */

export const HOLD = 2500;
/** Milliseconds after which a queued call is not kept waiting for a place to be said, nor for others of one floor. */
export const PATIENCE = 4000;
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
 * until `spoken`, if `speaks`). Calls to the floor that was named last come before others, until one has waited long.
 */
export class CueQueue {
  #waiting = [];
  #until = 0;
  #speaking = false;
  #paused = false;
  #last = null;

  constructor(hold = HOLD, speaks = false) {
    Object.assign(this, { hold, speaks });
  }

  add(cue, now) {
    this.#waiting.push({ cue, came: now });
  }

  /** While paused no cue is due. */
  pause(paused) {
    this.#paused = paused;
  }

  /** The cue that `next` returned has been spoken to the end. */
  spoken() {
    this.#speaking = false;
  }

  /** Whether others are queued. */
  get waits() {
    return this.#waiting.length > 0;
  }

  /**
   * Whether the place of the cue being spoken is not said now: several are queued, or the next goes to the same floor or
   * has waited long.
   */
  joins(now) {
    const isNext = this.#waiting.some(({ cue }) => this.#isNear(cue)) || this.#isLate(now);
    return this.#waiting.length > 1 || isNext;
  }

  /** Milliseconds until the next cue is due; null when none is queued or a cue is still being spoken. */
  wait(now) {
    return this.waits && !this.#speaking && !this.#paused ? Math.max(0, this.#until - now) : null;
  }

  /**
   * The cue to show now, or null. Outdated cues are skipped: those whose call is no longer on the board (`stands`
   * tells), those called again meanwhile, and those queued for very long.
   */
  next(now, stands = () => true) {
    if (this.#speaking || this.#paused || now < this.#until) return null;
    while (this.waits) {
      const { cue, came } = this.#take(now);
      const waited = now - came;
      if (waited > TOO_OLD || (waited > STALE && !stands(cue)) || this.#isRepeated(cue.call)) continue;
      this.#until = now + this.hold;
      this.#speaking = this.speaks;
      this.#last = cue;
      return cue;
    }
    return null;
  }

  #take(now) {
    const near = this.#isLate(now) ? -1 : this.#waiting.findIndex(({ cue }) => this.#isNear(cue));
    return this.#waiting.splice(Math.max(0, near), 1)[0];
  }

  #isNear({ floor }) {
    return Boolean(floor) && floor === this.#last?.floor;
  }

  #isLate(now) {
    return this.waits && now - this.#waiting[0].came > PATIENCE;
  }

  #isRepeated(call) {
    return this.#waiting.some(({ cue }) => cue.call === call);
  }
}
