/**
 * <find-ticket>: looks up the number typed in its form after a moment and shows its ticket with the possible actions.
 * Enter looks up at once; when the answer is shown, Enter presses its first button.
 */

import { say } from "../words.js";

const PAUSE = 250;
const PATIENCE = 5000;

class FindTicket extends HTMLElement {
  #timer;
  #shown = "";

  connectedCallback() {
    this.form = this.querySelector("[data-lookup]");
    this.form.addEventListener("submit", (event) => this.#enter(event));
    this.form.addEventListener("input", () => this.#later());
    this.form.addEventListener("reset", () => this.#draw("", ""));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get #typed() {
    return this.form.elements.code.value.trim();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  async #enter(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    const first = () => this.querySelector("[data-found] button");
    if (this.#shown === this.#typed) return first()?.click();
    await this.#look();
    first()?.focus();
  }

  async #look() {
    const typed = this.#typed;
    if (!typed) return this.#draw("", "");
    const address = new URL(this.form.action);
    address.searchParams.set("code", typed);
    try {
      const answer = await fetch(address, {
        headers: { "X-Fragment": "1", Accept: "application/json, application/problem+json" },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.redirected || answer.status === 401) return location.reload();
      const { html, detail } = await answer.json();
      if (typed === this.#typed) this.#draw(html ?? "", detail ?? "", typed);
    } catch {
      this.#draw("", say("failed"));
    }
  }

  /** Shows the ticket found, or the problem. */
  #draw(html, problem, typed = "") {
    clearTimeout(this.#timer);
    this.#shown = typed;
    this.querySelector("[data-found]").innerHTML = html;
    this.querySelector("[data-refused]").textContent = problem;
  }
}

customElements.define("find-ticket", FindTicket);
