/** A list of boxes: all at once, a range with Shift, the arrow keys. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { body, drawn, made } from "./fake-browser.js";

await import("../../static/js/elements/tick-all.js");

const VALUES = ["1", "2", "3", "4"];
let list;
let all;
let boxes;

beforeEach(() => {
  const items = VALUES.map((value) => `<label><input type="checkbox" name="items" value="${value}"></label>`).join("");
  list = drawn(`<tick-all><label><input type="checkbox" data-all></label>${items}</tick-all>`);
  body.replaceChildren(list);
  list.connectedCallback();
  [all, ...boxes] = list.querySelectorAll("input");
});

const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);

/** A press on a box as browsers report it: it is ticked or cleared before the click, and changed after it. */
function press(box, more = {}) {
  box.checked = !box.checked;
  box.click(more);
  box.dispatchEvent(made("change"));
}

function key(on, name) {
  const event = made("keydown", { key: name });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

test("one box ticks all and clears all", () => {
  press(boxes[1]);
  press(all);
  const first = ticked();
  press(all);

  assert.deepEqual([first, ticked()], [VALUES, []]);
});

test("it is ticked while all others are", () => {
  boxes.forEach((box) => {
    press(box);
  });
  const then = all.checked;
  press(boxes[2]);

  assert.deepEqual([then, all.checked, ticked()], [true, false, ["1", "2", "4"]]);
});

test("Shift and a press take the range from the last box that was pressed, in both directions", () => {
  press(boxes[2]);
  press(boxes[0], { shiftKey: true });
  const up = ticked();
  press(boxes[3], { shiftKey: true });

  assert.deepEqual([up, ticked(), all.checked], [["1", "2", "3"], VALUES, true]);
  press(boxes[1], { shiftKey: true });
  assert.deepEqual([ticked(), all.checked], [["1"], false]);
});

test("the first press with Shift is one box, and the box of all begins no range", () => {
  press(boxes[1], { shiftKey: true });
  press(all);
  press(all);
  press(boxes[3], { shiftKey: true });

  assert.deepEqual(ticked(), ["2", "3", "4"]);
});

test("arrow keys walk over all boxes and stay at both ends", () => {
  all.focus();
  const taken = [key(all, "ArrowUp"), key(all, "ArrowDown")];
  const second = document.activeElement;
  taken.push(key(boxes[3], "ArrowDown"), key(boxes[0], "Enter"), key(boxes[0], "ArrowUp"));

  assert.deepEqual(taken, [false, true, false, false, true]);
  assert.equal(second, boxes[0]);
  assert.equal(document.activeElement, all);
});
