/**
 * <waits-now data-address>: asks for the waits of this moment every minute while somebody looks. Waits older than
 * two minutes are not shown as live: it has `data-old`, the style sheet says so and takes the bars away.
 */

const EVERY = 60_000;
const LIFE = 120_000;
const PATIENCE = 10_000;

class WaitsNow extends HTMLElement {
  connectedCallback() {
    this.#drawn = performance.now();
    this.timer = setInterval(() => this.#ask(), EVERY);
    document.addEventListener("visibilitychange", this.#seen);
    addEventListener("pageshow", this.#seen);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("pageshow", this.#seen);
  }

  #drawn = 0;

  /** A page that was in the background is older than it looks. */
  #seen = () => performance.now() - this.#drawn >= EVERY && this.#ask();

  async #ask() {
    this.#say();
    if (document.hidden) return;
    try {
      const answer = await fetch(this.dataset.address, {
        cache: "no-store",
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!answer.ok) return;
      this.innerHTML = (await answer.json()).html;
      this.#drawn = performance.now();
    } catch {
      // No connection: the next minute asks again.
    } finally {
      this.#say();
    }
  }

  #say() {
    this.toggleAttribute("data-old", performance.now() - this.#drawn >= LIFE);
  }
}

customElements.define("waits-now", WaitsNow);
