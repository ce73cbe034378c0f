/**
 * <key-pad>: enters digits into the field above its keys, by touch or from a keyboard wherever the focus is. Dispatches
 * `deskq:typed`.
 */

import { digitOf } from "../phone.js";

class KeyPad extends HTMLElement {
  #before = "";
  #type = (event) => this.#fromKeyboard(event);

  connectedCallback() {
    this.addEventListener("click", (event) =>
      this.#touch(event.target.closest("[data-digit], [data-erase], [data-clear]"), true),
    );
    this.addEventListener("input", () => this.#tell(false));
    document.addEventListener("keydown", this.#type);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#type);
  }

  /** The value of the field in ASCII digits. */
  get typed() {
    return [...this.#field.value].map((key) => digitOf(key) ?? "").join("");
  }

  get value() {
    return this.#field.value;
  }

  set value(text) {
    if (text === this.value) return;
    this.#field.value = text;
    this.#tell(false);
  }

  get #field() {
    return this.querySelector("input[name=code]");
  }

  #touch(key, pressed) {
    if (!key) return;
    if ("clear" in key.dataset) this.#field.value = "";
    else if ("erase" in key.dataset) this.#field.value = this.#field.value.slice(0, -1);
    else if (this.#field.value.length < Number(this.dataset.length)) this.#field.value += key.dataset.digit;
    this.#tell(pressed);
  }

  #tell(pressed) {
    const detail = { before: this.#before, typed: this.typed, pressed };
    this.#before = detail.typed;
    this.dispatchEvent(new CustomEvent("deskq:typed", { detail, bubbles: true }));
  }

  #fromKeyboard(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.activeElement === this.#field || document.querySelector("dialog[open]")) return;
    const key = this.#keyOf(event.key);
    if (!key && event.key !== "Enter") return;
    // Enter on a button or a link activates it; elsewhere it submits the code.
    if (!key && document.activeElement?.matches("a[href], button")) return;
    event.preventDefault();
    if (key) this.#touch(key, false);
    else this.querySelector("form").requestSubmit(this.querySelector("form button:not([type=button])"));
  }

  #keyOf(pressed) {
    if (pressed === "Backspace") return this.querySelector("[data-erase]");
    const digit = digitOf(pressed);
    return digit && [...this.querySelectorAll("[data-digit]")].find((key) => digitOf(key.dataset.digit) === digit);
  }
}

customElements.define("key-pad", KeyPad);
