import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../static/js/spatial.js";

const box = (left, top, width = 100, height = 40) => ({ left, top, width, height });
const GRID = [box(0, 0), box(110, 0), box(0, 50), box(110, 50)];

test("an arrow goes to the neighbour in its direction, on the screen and not in the text", () => {
  assert.equal(nearest(GRID, 0, "ArrowRight"), 1);
  assert.equal(nearest(GRID, 1, "ArrowLeft"), 0);
  assert.equal(nearest(GRID, 1, "ArrowDown"), 3);
  assert.equal(nearest(GRID, 2, "ArrowUp"), 0);
});

test("there is nothing beyond the edge", () => {
  assert.equal(nearest(GRID, 0, "ArrowLeft"), -1);
  assert.equal(nearest(GRID, 3, "ArrowDown"), -1);
});

test("what is straight ahead comes before what is nearer but aside", () => {
  const boxes = [box(0, 0), box(120, 100), box(0, 160)];

  assert.equal(nearest(boxes, 0, "ArrowDown"), 2);
});

test("what is more beside than ahead is not in that direction", () => {
  const list = [box(300, 200, 600, 100), box(0, 0, 120, 40)];

  assert.equal(nearest(list, 0, "ArrowLeft"), 1);
  assert.equal(nearest([box(0, 800, 1000, 100), box(460, 0, 80, 40)], 0, "ArrowLeft"), -1);
});

test("another key, or nothing in focus, moves nothing", () => {
  assert.equal(nearest(GRID, 0, "Enter"), -1);
  assert.equal(nearest(GRID, -1, "ArrowDown"), -1);
});
