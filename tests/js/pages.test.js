import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { lines, pageOf } from "../../static/js/pages.js";

describe("pages of calls", () => {
  const calls = ["e", "d", "c", "b", "a"];

  test("what fits stays", () => {
    assert.deepEqual(
      [0, 1, 7].map((turn) => pageOf(calls, 5, turn).length),
      [5, 5, 5],
    );
  });

  test("what does not fit has its turn, and then the first page again", () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((turn) => pageOf(calls, 2, turn).join("")),
      ["ed", "cb", "a", "ed"],
    );
  });

  test("where nothing fits there is nothing", () => {
    assert.deepEqual(pageOf([], 0, 3), []);
  });
});

describe("lines of the foot", () => {
  test("each line is as full as it gets", () => {
    assert.deepEqual(lines([40, 40, 40, 90, 10], 100, 10), [[0, 1], [2], [3], [4]]);
  });

  test("the gap counts only between two", () => {
    assert.deepEqual(lines([45, 45], 100, 10), [[0, 1]]);
    assert.deepEqual(lines([45, 46], 100, 10), [[0], [1]]);
  });

  test("what is wider than a line has one by itself", () => {
    assert.deepEqual(lines([10, 200, 10], 100, 10), [[0], [1], [2]]);
  });
});
