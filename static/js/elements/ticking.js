/** Base of the counting elements: they tick while they are in the page, and at once when an attribute changes. */

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

  /** Write only what has changed, to avoid needless repaints. */
  write(text) {
    if (this.textContent !== text) this.textContent = text;
  }
}
