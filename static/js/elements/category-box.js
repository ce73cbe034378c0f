/**
 * <category-box>: turns its select into a combobox: matches are listed with icon, deadline and unit; arrow keys move,
 * Enter or Tab chooses, Escape cancels. The select keeps the value and dispatches "change". If nothing matches, it says
 * so and offers the option with `data-other`; without a choice the typed words stay in the field and are sent too.
 */

import { fitting, stepped } from "../filter-list.js";
import { say } from "../words.js";

const SVG = "http://www.w3.org/2000/svg";

class CategoryBox extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    if (!this.select || this.field) return;
    this.choices = [...this.select.options]
      .filter((option) => option.value)
      .map((option) => ({ option, sought: option.dataset.sought }));
    const focused = document.activeElement === this.select;
    this.#build();
    this.#show(this.chosen);
    if (focused) this.field.focus();
    if (!this.chosen) this.#keepTyped(this.dataset.typed);
  }

  get chosen() {
    const option = this.select.selectedOptions[0];
    return option?.value ? option : null;
  }

  #build() {
    const { id } = this.select;
    this.field = document.createElement("input");
    this.list = document.createElement("ul");
    this.sign = document.createElement("span");
    this.note = document.createElement("span");
    this.sign.className = "category-sign";
    this.note.className = "category-note";
    this.note.id = `${id}-note`;
    this.note.setAttribute("role", "status");
    this.field.name = `${this.select.name}_typed`;
    this.list.id = `${id}-list`;
    this.list.className = "category-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.querySelector("label").textContent);
    const said = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-describedby": this.note.id,
      dir: "auto",
    };
    for (const [name, value] of Object.entries(said)) this.field.setAttribute(name, value);
    for (const name of ["aria-invalid"]) if (this.select.hasAttribute(name)) this.field.setAttribute(name, "true");
    this.select.id = `${id}-value`;
    this.field.id = id;
    this.select.hidden = true;
    this.select.after(this.sign, this.field, this.list, this.note);
    this.field.addEventListener("input", () => this.#open());
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("click", () => this.#open());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.#leave());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.#take(this.left[Number(line.dataset.place)].option);
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  #open() {
    const typed = this.field.value === this.chosen?.textContent ? "" : this.field.value;
    const found = fitting(this.choices, typed);
    this.left = found.length ? found : this.choices.filter(({ option }) => "other" in option.dataset);
    this.list.replaceChildren(...this.left.map(({ option }, place) => this.#line(option, place)));
    if (!found.length) this.list.prepend(noneFound());
    this.note.textContent = found.length ? "" : say("none_found");
    this.list.hidden = !this.left.length;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.#mark(typed && found.length ? 0 : -1);
  }

  #close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.at = -1;
  }

  #mark(place) {
    this.at = place;
    const lines = [...this.list.querySelectorAll("[role=option]")];
    for (const [n, line] of lines.entries()) line.setAttribute("aria-selected", String(n === place));
    const marked = lines[place];
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) this.field.setAttribute("aria-activedescendant", marked.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.isOpen) this.#mark(stepped(this.at, this.at < 0 && step < 0 ? 0 : step, this.left.length));
      else this.#open();
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      if (this.isOpen && this.at >= 0) this.#take(this.left[this.at].option);
      if (this.field.value.trim() && this.field.value !== this.chosen?.textContent) return;
      this.dispatchEvent(new CustomEvent("category-taken", { bubbles: true }));
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.#leave();
    }
  }

  /**
   * The active option is chosen, an emptied field clears the choice, anything else keeps the previous choice; without
   * one the typed words stay in the field.
   */
  #leave() {
    if (this.isOpen && this.at >= 0) this.#take(this.left[this.at].option);
    else if (!this.field.value.trim()) this.#take(null);
    else if (this.chosen) this.#show(this.chosen);
    else this.#keepTyped(this.field.value);
  }

  #keepTyped(words = "") {
    this.#show(null);
    this.field.value = words;
    if (words) this.note.textContent = say("none_found");
  }

  #take(option) {
    const changed = option !== this.chosen;
    this.select.value = option?.value ?? "";
    this.#show(option);
    if (changed) this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #show(option) {
    this.#close();
    this.field.value = option?.textContent ?? "";
    this.sign.replaceChildren(...(option ? [picture(option.dataset.icon)] : []));
    this.note.textContent = option ? told(option) : "";
  }

  #line(option, place) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${place}`;
    line.dataset.place = place;
    line.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = option.textContent;
    const small = document.createElement("small");
    small.textContent = told(option);
    line.append(picture(option.dataset.icon), name, small);
    return line;
  }
}

/** Above the only option; `note` says it to screen readers. */
function noneFound() {
  const line = document.createElement("li");
  line.className = "category-none";
  line.setAttribute("aria-hidden", "true");
  line.textContent = say("none_found");
  return line;
}

/** «۷ روز کاری · عمران». */
function told(option) {
  return [option.dataset.term, option.dataset.unit].filter(Boolean).join(" · ");
}

function picture(address) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}

customElements.define("category-box", CategoryBox);
