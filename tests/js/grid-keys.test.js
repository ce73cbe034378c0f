/** In a table of fields the arrow keys go to the same column of the next row. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { body, drawn, made } from "./fake-browser.js";

await import("../../static/js/elements/grid-keys.js");

const row = (place) =>
  `<tr><td><input name="name-${place}" value="Room ${place}"></td><td><select name="kind-${place}"></select></td>` +
  `<td><input name="number-${place}"></td></tr>`;
let grid;
const field = (name) => grid.querySelector(`[name=${name}]`);

beforeEach(() => {
  grid = drawn(`<grid-keys><table><tbody>${row(1)}${row(2)}<tr><td>no field</td></tr></tbody></table></grid-keys>`);
  body.replaceChildren(grid);
  grid.connectedCallback();
});

function press(name, key, more = {}) {
  const event = made("keydown", { key, ...more });
  field(name).dispatchEvent(event);
  return event.defaultPrevented;
}

test("down and up keep the column, and the text there is selected", () => {
  const taken = [press("number-1", "ArrowDown"), document.activeElement.name];
  taken.push(press("name-2", "ArrowUp"), document.activeElement.name);

  assert.deepEqual(taken, [true, "number-2", true, "name-1"]);
  assert.deepEqual([field("name-1").selectionStart, field("name-1").selectionEnd], [0, 6]);
});

test("at both ends, beside them and in a select the keys do what they always do", () => {
  field("name-1").focus();

  const taken = [
    press("name-1", "ArrowUp"),
    press("name-2", "ArrowDown"),
    press("kind-1", "ArrowDown"),
    press("name-1", "ArrowDown", { altKey: true }),
    press("name-1", "Enter"),
  ];

  assert.deepEqual(taken, [false, false, false, false, false]);
  assert.equal(document.activeElement, field("name-1"));
});
