/** Recognises a barcode scanner, which types like a keyboard but faster than a person. Pure: keys in, text out. */

/** Milliseconds: the maximum between the first two keys of a scanner, and between those that follow. */
export const QUICK = 80;
export const GOES_ON = 300;
/** Digits that a person may type at any speed: no ticket or phone number has more. */
const DIGITS = 11;

/** The characters of the keyboard layout that a scanner assumes, without and with Shift. */
const PLACES = {
  Minus: "-_",
  Equal: "=+",
  Slash: "/?",
  Semicolon: ";:",
  Period: ".>",
  Comma: ",<",
  Digit1: "1!",
  Digit2: "2@",
  Digit3: "3#",
  Digit4: "4$",
  Digit5: "5%",
  Digit6: "6^",
  Digit7: "7&",
  Digit8: "8*",
  Digit9: "9(",
  Digit0: "0)",
};

export class Burst {
  #keys = [];
  #last = -Infinity;

  /**
   * Takes a key: "reads" when a scanner types, so that the page must ignore the key; "begins" after a pause, when it is
   * unknown yet; else "".
   */
  take(event, now) {
    if (event.repeat || !isTyped(event)) return "";
    if (now - this.#last > (this.#reads ? GOES_ON : QUICK)) this.#keys = [];
    if (this.#keys.length === 0 && !begins(event)) return "";
    this.#last = now;
    this.#keys.push(event);
    if (this.#reads) return "reads";
    return this.#keys.length === 1 ? "begins" : "";
  }

  /** At Enter: the scanned text, or null when no scanner has just typed. */
  ended(now) {
    const read = this.#reads && now - this.#last <= GOES_ON ? textOf(this.#keys) : null;
    this.#keys = [];
    return read;
  }

  /** Digits, or one key repeatedly (a trembling finger), may come from a person. */
  get #reads() {
    const written = new Set(this.#keys.map(({ key }) => key));
    return this.#keys.length > DIGITS || (written.size > 1 && [...written].some((key) => !isDigit(key)));
  }
}

/** With another keyboard layout the positions of the keys give the intended characters. */
function textOf(keys) {
  const plain = keys.every(({ key }) => /^[!-~]$/.test(key));
  return keys.map((event) => (plain ? event.key : (placed(event) ?? event.key))).join("");
}

function placed({ code, shiftKey }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return PLACES[code]?.[shiftKey ? 1 : 0];
}

/** A key that writes a character; a space moves on in the spoken mode and occurs in no code. */
function isTyped({ key, code, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey || key === " ") return false;
  return key.length === 1 || placed({ code, shiftKey: false }) !== undefined;
}

/** An address and a number begin with a letter or a digit, not with the keys for louder and quieter. */
function begins({ key }) {
  return /^[\p{L}\p{N}]$/u.test(key);
}

function isDigit(key) {
  return /^[0-9۰-۹٠-٩]$/.test(key);
}
