/**
 * <day-round>: the round of amenities. A press is sent without leaving the page, and its answer is drawn in place, so the
 * row under the thumb stays where it is. Without scripts each press is a form of its own.
 */

import { morph } from "../morph.js";
import { csrf, partOf, post } from "../post.js";

class DayRound extends HTMLElement {
  #busy = false;

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#press(event));
  }

  async #press(event) {
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#draw(await post(event.target.action, new FormData(event.target), csrf()));
    } catch (problem) {
      this.#say(problem.message);
    } finally {
      this.#busy = false;
    }
  }

  #draw(html) {
    const fresh = partOf(html, "[data-round]");
    if (!fresh) return location.reload(); // signed out meanwhile
    morph(this.querySelector("[data-round]"), fresh.innerHTML);
    this.#say("");
  }

  #say(words) {
    this.querySelector("[data-problem]")?.remove();
    if (!words) return;
    const line = Object.assign(document.createElement("p"), { className: "note", role: "alert", textContent: words });
    Object.assign(line.dataset, { problem: "", kind: "problem" });
    this.prepend(line);
  }
}

customElements.define("day-round", DayRound);
