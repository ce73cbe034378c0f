/**
 * <tick-all>: a list of boxes. The box with data-all ticks or clears all others; arrow keys move between them; a range is
 * ticked with Shift and a click.
 */

class TickAll extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.changed(event.target));
    this.addEventListener("click", (event) => this.range(event));
    this.addEventListener("keydown", (event) => this.move(event));
  }

  get boxes() {
    return [...this.querySelectorAll("input[name]")];
  }

  changed(box) {
    const all = this.querySelector("input[data-all]");
    if (box === all) for (const other of this.boxes) other.checked = all.checked;
    else all.checked = this.boxes.every((other) => other.checked);
  }

  range(event) {
    const boxes = this.boxes;
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && this.last >= 0) {
      const [start, end] = [Math.min(at, this.last), Math.max(at, this.last)];
      for (const box of boxes.slice(start, end + 1)) box.checked = event.target.checked;
    }
    this.last = at;
  }

  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const boxes = [...this.querySelectorAll("input")];
    const next = boxes[boxes.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

customElements.define("tick-all", TickAll);
