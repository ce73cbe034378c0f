/** Which state of a screen may be shown, and what time it is at the server. No page, no network: pure. */

/**
 * May `next` replace `shown`? Versions count up within one epoch (one life of the office's database); a state of
 * another epoch always may, because its numbers mean something else. An equal version may too: it is the same truth
 * drawn at a later minute.
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
 * The server's clock seen from here. It leans on a clock that only runs forward, since the one on the wall of a
 * freshly started TV box jumps. A state may have been drawn a while before it was sent, so the furthest time heard
 * is nearest to the truth.
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
