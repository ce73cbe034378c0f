/**
 * <find-list>: a search field over a list of buttons, whose searched text is in `data-choice`. Typing filters the list,
 * arrow keys move in it, Enter in the field presses the only match or focuses the first, Escape closes the dialog
 * around it (a search field would only clear itself).
 */

import { key, say } from "../words.js";

class FindList extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    this.addEventListener("input", () => this.#narrow());
    this.addEventListener("keydown", (event) => this.#walk(event));
    this.closest("form")?.addEventListener("reset", () => setTimeout(() => this.#narrow()));
  }

  get choices() {
    return [...this.querySelectorAll("[data-choice]")];
  }

  get left() {
    return this.choices.filter((choice) => !choice.hasAttribute("data-kept-out"));
  }

  #narrow() {
    const sought = key(this.field.value);
    const out = (part, is) => part.toggleAttribute("data-kept-out", is);
    for (const choice of this.choices) out(choice, !key(choice.dataset.choice).includes(sought));
    const some = "[data-choice]:not([data-kept-out])";
    for (const group of this.querySelectorAll("[data-group]")) out(group, !group.querySelector(some));
    const n = this.left.length;
    this.querySelector("[data-found]").textContent = sought ? say(n ? "found" : "none_found", { n }) : "";
  }

  #walk(event) {
    const { left, field } = this;
    if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      if (left.length === 1) left[0].click();
      else left[0]?.focus();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      this.closest("dialog")?.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = left.indexOf(document.activeElement) + step;
    (left[next] ?? field).focus();
  }
}

customElements.define("find-list", FindList);
