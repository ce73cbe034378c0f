/** Which state of a screen may replace another, and the server's time. Pure. */

/**
 * Whether `next` may replace `shown`. Versions increase within one epoch (one life of the office's database); a state
 * of another epoch always may, since its versions are not comparable. An equal version may too: it is the same state
 * rendered later.
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
 * The server's clock as known here. It is based on a monotonic clock, since the system clock of a freshly started TV
 * box jumps. A state may have been rendered a while before it was sent, so the latest time received is the most
 * accurate.
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
