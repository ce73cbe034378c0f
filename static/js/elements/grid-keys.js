/** <grid-keys>: in a table of fields the arrow keys up and down move to the same column of the next row. */

class GridKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || event.altKey || event.target.tagName !== "INPUT") return;
      const cell = event.target.closest("td");
      const rows = [...this.querySelectorAll("tbody tr")];
      const row = rows[rows.indexOf(cell.parentElement) + step];
      const next = row?.cells[cell.cellIndex]?.querySelector("input, select");
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.select?.();
    });
  }
}

customElements.define("grid-keys", GridKeys);
