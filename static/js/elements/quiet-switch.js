/** <quiet-switch>: turns the sounds of staff pages (attention.js) off and on in this browser. */

import { isQuiet, setQuiet } from "../attention.js";

class QuietSwitch extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("button")) button.addEventListener("click", () => this.#press());
    this.#say();
  }

  #press() {
    setQuiet(!isQuiet());
    this.#say()?.focus();
  }

  /** Shows the button that changes it, and returns it. */
  #say() {
    const wanted = isQuiet() ? "on" : "off";
    for (const button of this.querySelectorAll("button")) button.hidden = button.dataset.turns !== wanted;
    return this.querySelector(`[data-turns=${wanted}]`);
  }
}

customElements.define("quiet-switch", QuietSwitch);
