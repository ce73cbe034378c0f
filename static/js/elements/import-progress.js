/** <import-progress data-state data-address>: moves the bar of an import every second, and shows its next page. */

const EVERY = 1000;

class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.bar = this.querySelector("progress");
    this.timer = setInterval(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #ask() {
    try {
      const answer = await fetch(this.dataset.address, { cache: "no-store", signal: AbortSignal.timeout(10 * EVERY) });
      const { state, done, total } = await answer.json();
      if (state !== this.dataset.state) location.reload();
      if (total > 0) Object.assign(this.bar, { max: total, value: done });
    } catch {
      // A failed poll; the next one follows.
    }
  }
}

customElements.define("import-progress", ImportProgress);
