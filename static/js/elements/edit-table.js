/**
 * <edit-table>: a table of fields that is edited like a spreadsheet. Enter goes to the row below and adds one after the
 * last, Shift+Enter and the arrow keys move, Alt with an arrow key moves the row; rows copied from a spreadsheet fill the
 * cells from the one with the cursor on. Says how many cells were changed. The form works without it.
 */

import { cellsOf, isTable } from "../pasted-cells.js";
import { digits } from "../words.js";

const MOST_ROWS = 300;
const FIELDS = "td input:not([type=hidden]), td textarea, td select";

class EditTable extends HTMLElement {
  connectedCallback() {
    this.body = this.querySelector("tbody");
    if (!this.body || this.note) return;
    this.note = this.querySelector("[data-changes]");
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("paste", (event) => this.#paste(event));
    this.addEventListener("input", () => this.#count());
    if (this.dataset.row) this.#addButton();
  }

  get rows() {
    return [...this.body.rows];
  }

  #addButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.add = "";
    button.textContent = this.dataset.row;
    button.addEventListener("click", () => this.#fields(this.#add())[1]?.focus());
    this.note.before(button);
  }

  #fields(row) {
    return [...row.querySelectorAll(FIELDS)];
  }

  #key(event) {
    const field = event.target.closest(FIELDS);
    if (!field || event.isComposing || event.ctrlKey || event.metaKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return this.#sideways(event, field);
    const row = field.closest("tr");
    if (event.altKey && event.key !== "Enter") {
      event.preventDefault();
      this.#moveRow(row, step, field);
    } else if (event.key === "Enter" || !(field.list || field.tagName === "SELECT")) {
      event.preventDefault(); // a list of suggestions and a select keep their arrow keys
      this.#go(row, step, this.#fields(row).indexOf(field));
    }
  }

  /** Left and right leave a cell at the end of its text. */
  #sideways(event, field) {
    if (
      !["ArrowLeft", "ArrowRight"].includes(event.key) ||
      event.altKey ||
      event.shiftKey ||
      field.tagName === "SELECT"
    )
      return;
    const towardsEnd = (event.key === "ArrowLeft") === (getComputedStyle(field).direction === "rtl");
    const edge = towardsEnd ? field.value.length : 0;
    if (field.selectionStart !== edge || field.selectionEnd !== edge) return;
    const along = (event.key === "ArrowLeft") === (getComputedStyle(this).direction === "rtl") ? 1 : -1;
    const fields = this.#fields(field.closest("tr"));
    const next = fields[fields.indexOf(field) + along];
    if (!next) return;
    event.preventDefault();
    this.#select(next);
  }

  #go(row, step, column) {
    const rows = this.rows;
    const place = rows.indexOf(row) + step;
    const next = rows[place] ?? (place === rows.length ? this.#add() : null);
    if (next) this.#select(this.#fields(next)[column]);
  }

  #select(field) {
    field?.focus();
    field?.select?.();
  }

  /** A row like the last one, empty. */
  #add() {
    if (!this.dataset.row || this.rows.length >= MOST_ROWS) return this.rows.at(-1);
    const row = this.rows.at(-1).cloneNode(true);
    const place = this.rows.length;
    row.removeAttribute("data-new");
    for (const more of row.querySelectorAll("small, .field-problem, .mark, a, bdi")) more.remove();
    for (const field of row.querySelectorAll("input, textarea")) {
      field.value = field.defaultValue = "";
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      if (field.id) field.id = `${field.name}-${place}`;
    }
    this.body.append(row);
    return row;
  }

  #moveRow(row, step, field) {
    const other = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!other) return;
    if (step > 0) other.after(row);
    else other.before(row);
    this.#renumber();
    field.focus();
    this.#count();
  }

  #renumber() {
    this.rows.forEach((row, place) => {
      const field = row.querySelector("[name=number]");
      if (field && this.#filled(row)) field.value = digits(place + 1);
    });
  }

  #filled(row) {
    return this.#fields(row).some((field) => field.name !== "number" && field.value);
  }

  #paste(event) {
    const field = event.target.closest(FIELDS);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !isTable(text)) return;
    event.preventDefault();
    const column = this.#fields(field.closest("tr")).indexOf(field);
    let row = null;
    let count = 0;
    for (const cells of cellsOf(text)) {
      row = row ? this.#below(row) : field.closest("tr");
      if (!row) break;
      const fields = this.#fields(row);
      cells.forEach((cell, place) => {
        const into = fields[column + place];
        if (into && this.#put(into, cell)) count++;
      });
    }
    this.#count(this.dataset.added?.replace("{n}", digits(count)));
  }

  #below(row) {
    return row.nextElementSibling ?? (this.rows.length < MOST_ROWS && this.dataset.row ? this.#add() : null);
  }

  /** A select takes the option that is called so. */
  #put(field, text) {
    if (field.tagName !== "SELECT") field.value = text.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
    else {
      const option = [...field.options].find((one) => one.text.trim() === text);
      if (!option) return false;
      field.value = option.value;
    }
    return true;
  }

  /** What a field had when the page was drawn; a select without a choice has its first option. */
  #before(field) {
    if (field.tagName !== "SELECT") return field.defaultValue;
    const options = [...field.options];
    return (options.find((one) => one.defaultSelected) ?? options[0])?.value ?? "";
  }

  #count(before = "") {
    const changed = [...this.body.querySelectorAll(FIELDS)].filter(
      (field) => field.value !== this.#before(field),
    ).length;
    const words = changed === 1 ? this.dataset.changedOne : this.dataset.changed?.replace("{n}", digits(changed));
    this.note.textContent = [before, changed ? words : ""].filter(Boolean).join(" ");
  }
}

customElements.define("edit-table", EditTable);
