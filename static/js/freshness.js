/** Which state of a screen may be shown, and the server's time. Pure: no page, no network. */

/**
 * Whether `next` may replace `shown`. Versions increase within one epoch (one run of the server); a state of another
 * epoch always may, because its numbers are unrelated. An equal version may too: the same data rendered later.
 */
export function supersedes(shown, next) {
  if (next.epoch && next.epoch !== shown.epoch) return true;
  return !(Number(next.version) < Number(shown.version));
}

/** Milliseconds of a moment as the server writes it: RFC 3339, or seconds since 1970. NaN when it is neither. */
export function moment(at) {
  if (typeof at === "number") return at * 1000;
  return /^\d+(\.\d+)?$/.test(at ?? "") ? Number(at) * 1000 : Date.parse(at);
}

/**
 * Estimates the server's clock. Based on a monotonic clock, because the wall clock of a freshly started TV box jumps. A
 * state may have been rendered a while before it was sent, so the latest time received is closest to the truth.
 */
export class ServerClock {
  #base = -Infinity;

  constructor(local = () => performance.now(), wall = () => Date.now()) {
    this.local = local;
    this.wall = wall;
  }

  learn(at) {
    const heard = moment(at) - this.local();
    if (heard > this.#base) this.#base = heard;
  }

  now() {
    return this.#base === -Infinity ? this.wall() : this.#base + this.local();
  }
}

export const clock = new ServerClock();
