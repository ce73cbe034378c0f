/** <pairing-wait data-status>: polls every two seconds whether this device was paired, then loads its page. */

const EVERY = 2000;
/** Codes expire; reloading brings a new one. */
const RELOAD = 5 * 60_000;

class PairingWait extends HTMLElement {
  connectedCallback() {
    this.began = performance.now();
    this.timer = setInterval(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #ask() {
    try {
      const answer = await fetch(this.dataset.status, { cache: "no-store", signal: AbortSignal.timeout(EVERY) });
      const { paired } = await answer.json();
      if (paired || performance.now() - this.began > RELOAD) location.reload();
    } catch {
      // A failed poll; the next one follows.
    }
  }
}

customElements.define("pairing-wait", PairingWait);
