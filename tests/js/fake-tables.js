/** Tables of fake-dom.js: the rows of a part of a table, the cells of a row. */

import { FakeElement } from "./fake-dom.js";

class Part extends FakeElement {
  get rows() {
    return this.children.filter((child) => child.tag === "tr");
  }
}

class Row extends FakeElement {
  get cells() {
    return this.children.filter((child) => ["td", "th"].includes(child.tag));
  }
}

class Cell extends FakeElement {
  get cellIndex() {
    return this.parent.cells.indexOf(this);
  }
}

Object.assign(FakeElement.tags, { tbody: Part, tr: Row, td: Cell, th: Cell });
