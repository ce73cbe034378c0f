import assert from "node:assert/strict";
import { test } from "node:test";

import { fitting, pressed, stepped } from "../../static/js/filter-list.js";

const CHOICES = [
  { sought: "چاله و لکه‌گیری آسفالت | Asphalt patching | asphalt" },
  { sought: "آسفالت حفاری شرکت‌ها | Utility-trench asphalt | trench" },
  { sought: "سگ ولگرد و موش | Stray dogs and rats | animals" },
];
const codes = (typed) => fitting(CHOICES, typed).map(({ sought }) => sought.split("| ").at(-1));

test("first letters of a name come before letters of its other words", () => {
  assert.deepEqual(codes("آسف"), ["trench", "asphalt"]);
});

test("the code and the other language find it too, in any spelling", () => {
  assert.deepEqual(codes("anim"), ["animals"]);
  assert.deepEqual(codes("Tren"), ["trench"]);
  assert.deepEqual(codes("لكه گيري"), ["asphalt"]);
});

test("nothing typed is all of them, nonsense is none", () => {
  assert.equal(codes("").length, 3);
  assert.deepEqual(codes("zzz"), []);
});

test("the keys walk round the ends", () => {
  assert.equal(stepped(2, 1, 3), 0);
  assert.equal(stepped(0, -1, 3), 2);
  assert.equal(stepped(-1, 1, 3), 0);
  assert.equal(stepped(0, 1, 0), -1);
});

test("keys are read by their place, so that they work on a Persian keyboard", () => {
  assert.equal(pressed({ key: "۱", code: "Digit1", ctrlKey: true }), "Control+1");
  assert.equal(pressed({ key: "!", code: "Digit1", ctrlKey: true, shiftKey: true }), "Control+Shift+1");
  assert.equal(pressed({ key: "Enter", code: "Enter", ctrlKey: true }), "Control+Enter");
  assert.equal(pressed({ key: "F8", code: "F8" }), "F8");
  for (const plain of [
    { key: "1", code: "Digit1" },
    { key: "Enter" },
    { key: "F8", altKey: true },
    { key: "a", ctrlKey: true },
  ])
    assert.equal(pressed(plain), null);
});
