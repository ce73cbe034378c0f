/** What a reader of codes types: it looks like a keyboard, but no finger is that quick. Pure: keys in, a text out. */

/** Milliseconds: the longest between two keys of a reader that begins, and between those that follow. */
export const QUICK = 80;
export const GOES_ON = 300;
/** Digits a finger may type however quickly: no number of a token or of a telephone has more. */
const DIGITS = 11;

/** What stands on the keys of the keyboard that a reader believes to have, plain and with shift. */
const PLACES = {
  Minus: "-_", Equal: "=+", Slash: "/?", Semicolon: ";:", Period: ".>", Comma: ",<",
  Digit1: "1!", Digit2: "2@", Digit3: "3#", Digit4: "4$", Digit5: "5%",
  Digit6: "6^", Digit7: "7&", Digit8: "8*", Digit9: "9(", Digit0: "0)",
};

export class Burst {
  #keys = [];
  #last = -Infinity;

  /** Takes a key: "reads" when a reader types, so that the key is nobody else's; "begins" after a silence, when nobody
      can know yet; else "". */
  take(event, now) {
    if (event.repeat || !isTyped(event)) return "";
    if (now - this.#last > (this.#reads ? GOES_ON : QUICK)) this.#keys = [];
    if (this.#keys.length === 0 && !begins(event)) return "";
    this.#last = now;
    this.#keys.push(event);
    if (this.#reads) return "reads";
    return this.#keys.length === 1 ? "begins" : "";
  }

  /** At the end, told by Enter: what was read, or null when no reader has typed just now. */
  ended(now) {
    const read = this.#reads && now - this.#last <= GOES_ON ? textOf(this.#keys) : null;
    this.#keys = [];
    return read;
  }

  /** Digits, or one key again and again (a trembling finger), may be a person's. */
  get #reads() {
    const written = new Set(this.#keys.map(({ key }) => key));
    return this.#keys.length > DIGITS || (written.size > 1 && [...written].some((key) => !isDigit(key)));
  }
}

/** Where the keyboard is set to another language the places of the keys tell what was meant. */
function textOf(keys) {
  const plain = keys.every(({ key }) => /^[!-~]$/.test(key));
  return keys.map((event) => (plain ? event.key : (placed(event) ?? event.key))).join("");
}

function placed({ code, shiftKey }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return PLACES[code]?.[shiftKey ? 1 : 0];
}

/** A key that writes something; a space moves on in the spoken mode and stands in no code. */
function isTyped({ key, code, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey || key === " ") return false;
  return key.length === 1 || placed({ code, shiftKey: false }) !== undefined;
}

/** An address and a number begin with a letter or a digit; louder and quieter are no beginning. */
function begins({ key }) {
  return /^[\p{L}\p{N}]$/u.test(key);
}

function isDigit(key) {
  return /^[0-9۰-۹٠-٩]$/.test(key);
}
