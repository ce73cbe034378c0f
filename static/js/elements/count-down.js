/** <count-down data-seconds="20">: a ring that runs out around its number; dispatches `deskq:over` at the end. */

import { secondsLeft } from "../idle.js";
import { digits } from "../words.js";

class CountDown extends HTMLElement {
  #ends;
  #total;
  #timer;

  disconnectedCallback() {
    this.stop();
  }

  start(seconds = Number(this.dataset.seconds)) {
    this.stop();
    this.#total = seconds;
    this.#ends = performance.now() + seconds * 1000;
    this.#timer = setInterval(() => this.#draw(), 200);
    this.#draw();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  get running() {
    return this.#timer !== undefined;
  }

  #draw() {
    const left = secondsLeft(this.#ends, performance.now());
    this.querySelector("[data-number]").textContent = digits(left);
    this.style.setProperty("--gone", String(100 - (100 * Math.max(0, left - 1)) / this.#total));
    if (left > 0) return;
    this.stop();
    this.dispatchEvent(new CustomEvent("deskq:over", { bubbles: true }));
  }
}

customElements.define("count-down", CountDown);
