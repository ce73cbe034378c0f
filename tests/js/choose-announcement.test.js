import assert from "node:assert/strict";
import { test } from "node:test";

import { turnAfter } from "../../static/js/choose-announcement.js";

test("one keeps its turn while it lasts, then the next has it, round and round", () => {
  assert.equal(turnAfter(["a", "b", "c"], "b", true), "b");
  assert.equal(turnAfter(["a", "b", "c"], "b", false), "c");
  assert.equal(turnAfter(["a", "b", "c"], "c", false), "a");
});

test("the first begins, also after one that is gone; alone it stays", () => {
  assert.equal(turnAfter(["a", "b"], null, false), "a");
  assert.equal(turnAfter(["a", "b"], "gone", true), "a");
  assert.equal(turnAfter(["a"], "a", false), "a");
});

test("nothing ready, nothing shown", () => {
  assert.equal(turnAfter([], "a", true), undefined);
});
