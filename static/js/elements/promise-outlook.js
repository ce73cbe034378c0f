/** <promise-outlook data-from="…">: says how likely the day chosen in its form is to be kept. */

const PAUSE = 250;

class PromiseOutlook extends HTMLElement {
  #timer;

  connectedCallback() {
    this.closest("form").addEventListener("input", ({ target }) => target.name === "day" && this.#later(target.value));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #later(day) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(day), PAUSE);
  }

  async #ask(day) {
    const address = new URL(this.dataset.from, location.href);
    address.searchParams.set("day", day);
    try {
      const answer = await fetch(address);
      if (answer.ok) this.innerHTML = await answer.text();
    } catch {
      this.replaceChildren(); // what stood there was about another day
    }
  }
}

customElements.define("promise-outlook", PromiseOutlook);
