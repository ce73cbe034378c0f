/** What the counting elements share: they tick while they stand on the page, and at once when an attribute changes. */

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

  /** Write only what has changed: untouched text is not drawn again. */
  write(text) {
    if (this.textContent !== text) this.textContent = text;
  }
}
