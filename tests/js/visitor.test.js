import assert from "node:assert/strict";
import { test } from "node:test";
import { atMost, Idle, secondsLeft } from "../../static/js/idle.js";
import { forward } from "../../static/js/monotonic-progress.js";

test("a kiosk asks after 45 s and takes the visitor as gone 20 s later", () => {
  const idle = new Idle({ idle: 45_000, warning: 20_000 }, 0);

  assert.equal(idle.phase(44_999), "here");
  assert.equal(idle.phase(45_000), "asking");
  assert.equal(idle.phase(65_000), "gone");
});

test("a touch begins the time anew", () => {
  const idle = new Idle({ idle: 45_000, warning: 20_000 }, 0);

  idle.touch(50_000);

  assert.equal(idle.phase(60_000), "here");
});

test("news in a burst are shown at once and once more at the end of the second", () => {
  let time = 0;
  let runs = 0;
  let later;
  const tell = atMost(1000, () => (runs += 1), { now: () => time, after: (go, rest) => (later = { go, rest }) });

  tell();
  time = 300;
  tell();
  tell();

  assert.equal(runs, 1);
  assert.equal(later.rest, 700);
  time = 1000;
  later.go();
  assert.equal(runs, 2);
});

test("the seconds left are whole and never below none", () => {
  assert.equal(secondsLeft(20_000, 0), 20);
  assert.equal(secondsLeft(20_000, 19_001), 1);
  assert.equal(secondsLeft(20_000, 25_000), 0);
});

test("the progress of a line never goes back", () => {
  assert.equal(forward("40", 30), 40);
  assert.equal(forward("40", 55), 55);
  assert.equal(forward(null, 10), 10);
  assert.equal(forward("nonsense", 10), 10);
  assert.equal(forward("99", 130), 100);
});
