/** <key-pad>: digits by touch into the field above the keys, and from any keyboard wherever the focus is. */

const LENGTH = 6;

class KeyPad extends HTMLElement {
  #type = (event) => this.#fromKeyboard(event);

  connectedCallback() {
    this.addEventListener("click", (event) => this.#touch(event.target.closest("[data-digit], [data-erase]")));
    document.addEventListener("keydown", this.#type);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#type);
  }

  get #field() {
    return this.querySelector("input[name=code]");
  }

  #touch(key) {
    if (!key) return;
    if ("erase" in key.dataset) this.#field.value = this.#field.value.slice(0, -1);
    else this.#add(key.dataset.digit);
  }

  #fromKeyboard(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.activeElement === this.#field || document.querySelector("dialog[open]")) return;
    const key = this.#keyOf(event.key);
    if (!key && event.key !== "Enter") return;
    // Enter on a button or a link presses that; elsewhere it sends the code.
    if (!key && document.activeElement?.matches("a[href], button")) return;
    event.preventDefault();
    if (key) this.#touch(key);
    else this.querySelector("form").requestSubmit(this.querySelector("form button:not([type=button])"));
  }

  #keyOf(pressed) {
    if (pressed === "Backspace") return this.querySelector("[data-erase]");
    const digit = "0123456789".indexOf(pressed) < 0 ? "۰۱۲۳۴۵۶۷۸۹".indexOf(pressed) : Number(pressed);
    if (pressed.length !== 1 || digit < 0) return null;
    return [...this.querySelectorAll("[data-digit]")].find((key) => [String(digit), "۰۱۲۳۴۵۶۷۸۹"[digit]].includes(key.dataset.digit));
  }

  #add(digit) {
    if (this.#field.value.length < LENGTH) this.#field.value += digit;
  }
}

customElements.define("key-pad", KeyPad);
