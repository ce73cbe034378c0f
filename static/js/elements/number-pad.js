/**
 * <number-pad>: enters a mobile number by touch or keyboard; a problem is shown with the digit that causes it.
 * Dispatches `deskq:typed` on each press.
 */

import { digitOf, grouped, grown, typedBefore, wrongSoFar, wrongToSend } from "../phone.js";
import { utterances } from "../spoken-text.js";
import { digits } from "../words.js";

class NumberPad extends HTMLElement {
  #number = "";
  #typed = (event) => this.#type(event);

  connectedCallback() {
    this.#number = typedBefore(this.querySelector("[data-typed]").value);
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")?.dataset));
    this.addEventListener("submit", (event) => this.#send(event));
    document.addEventListener("keydown", this.#typed);
    this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#typed);
  }

  /** The value in ASCII digits. */
  get typed() {
    return this.#number;
  }

  #press(pressed) {
    if (pressed?.digit) this.#become(grown(this.#number, digitOf(pressed.digit)), true);
    else if (pressed && "erase" in pressed) this.#become(this.#number.slice(0, -1), true);
    else if (pressed && "clear" in pressed) this.#become("", true);
  }

  #type(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const digit = digitOf(event.key);
    if (digit) this.#become(grown(this.#number, digit), false);
    else if (event.key === "Backspace") this.#become(this.#number.slice(0, -1), false);
    else if (event.key === "Enter" && !event.target.closest("a, button")) this.querySelector("form").requestSubmit();
  }

  /** An invalid number is not submitted; the kiosk handles the rest. */
  #send(event) {
    const wrong = wrongToSend(this.#number);
    if (!wrong) return;
    event.preventDefault();
    event.stopPropagation();
    this.#say(wrong);
    this.#tell({ before: this.#number, typed: this.#number, wrong });
  }

  #become(number, pressed) {
    const before = this.#number;
    const wrong = wrongSoFar(number);
    this.#number = number;
    this.#draw();
    this.#say(wrong);
    this.#tell({ before, typed: number, wrong, pressed });
  }

  #tell(detail) {
    this.dispatchEvent(new CustomEvent("deskq:typed", { detail, bubbles: true }));
  }

  #draw() {
    this.querySelector("[data-typed]").value = this.#number;
    this.querySelector("[data-grown]").textContent = digits(grouped(this.#number));
    this.querySelector(".pad-number").toggleAttribute("data-empty", this.#number === "");
  }

  #say(word) {
    const place = this.querySelector("[data-problem]");
    const sentence = word && utterances(this, word)[0].text;
    if (place.textContent !== sentence) place.textContent = sentence;
  }
}

customElements.define("number-pad", NumberPad);
