/**
 * <offices-now data-address>: asks for the figures of all offices every five seconds while somebody looks. Without an
 * answer for fifteen seconds the note after it says that they are not live.
 */

import { morph } from "../morph.js";

const EVERY = 5000;
const LIFE = 15_000;

class OfficesNow extends HTMLElement {
  #drawn = performance.now();

  connectedCallback() {
    this.timer = setInterval(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #ask() {
    if (!document.hidden) await this.#fetch();
    this.nextElementSibling.hidden = performance.now() - this.#drawn < LIFE;
  }

  async #fetch() {
    try {
      const answer = await fetch(this.dataset.address, {
        cache: "no-store",
        headers: { "X-Fragment": "1" },
        signal: AbortSignal.timeout(EVERY),
      });
      if (answer.status === 401 || answer.status === 403) return location.reload();
      if (!answer.ok) return;
      morph(this, (await answer.json()).html);
      this.#drawn = performance.now();
    } catch {
      // No connection: the next round asks again.
    }
  }
}

customElements.define("offices-now", OfficesNow);
