/** Shared by counting elements: they tick while connected, and at once when an attribute changes. */

import { clock } from "../freshness.js";
import { everySecond } from "../ticker.js";

export class Ticking extends HTMLElement {
  #stop;

  connectedCallback() {
    this.#stop = everySecond((now) => this.tick(now));
  }

  disconnectedCallback() {
    this.#stop();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#stop) this.tick(clock.now());
  }

  /** Write only changed text: unchanged text is not repainted. */
  write(text) {
    if (this.textContent !== text) this.textContent = text;
  }
}
