/** Touch in the spoken mode: sliding explores, a double tap chooses. Pure: places and times in. */

const HELD = 180;
const TWICE = 400;
const SLOP = 12;

export class Finger {
  #down = null;
  #exploring = false;
  #tapped = -Infinity;

  down(place, now) {
    this.#down = { ...place, now };
    this.#exploring = false;
  }

  /** The finger moves or rests: whether the element under it is read. */
  move(place, now) {
    if (!this.#down) return false;
    const away = Math.hypot(place.x - this.#down.x, place.y - this.#down.y) > SLOP;
    this.#exploring ||= away || now - this.#down.now >= HELD;
    return this.#exploring;
  }

  /** "choose" after a second tap, "tap" after a first one, "" after exploring. */
  up(now) {
    const tapped = this.#down && !this.#exploring && now - this.#down.now < HELD;
    this.#down = null;
    if (!tapped) return "";
    const twice = now - this.#tapped < TWICE;
    this.#tapped = twice ? -Infinity : now;
    return twice ? "choose" : "tap";
  }

  /** After a tap: whether no second one followed, so that the element is only read. */
  wasSingle(now) {
    return this.#down === null && this.#tapped > -Infinity && now - this.#tapped >= TWICE;
  }
}

export { HELD, TWICE };
