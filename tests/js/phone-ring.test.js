import assert from "node:assert/strict";
import { test } from "node:test";
import { comeBack, Nearness } from "../../static/js/phone-ring.js";

const waiting = (ahead) => ({ state: "waiting", ahead, call: "", recalls: 0 });
const called = (call, recalls = 0) => ({ state: "called", ahead: 0, call, recalls });

test("a phone is told once that its turn is near, and once for each call", () => {
  const near = new Nearness();

  assert.equal(near.news(waiting(3)), "");
  assert.equal(near.news(waiting(2)), "near");
  assert.equal(near.news(waiting(1)), "");
  assert.equal(near.news(called("41")), "called");
  assert.equal(near.news(called("41")), "");
  assert.equal(near.news(called("47")), "called");
});

test("a call that is repeated is told again, for it is meant for who missed the first", () => {
  const near = new Nearness();
  near.news(called("41"));

  assert.equal(near.news(called("41", 1)), "called");
  assert.equal(near.news(called("41", 1)), "");
  assert.equal(near.news(called("41", 2)), "called");
  assert.equal(near.news(called("41", 1)), "", "a repetition taken back");
});

test("who let others pass is told anew when their turn is near again", () => {
  const near = new Nearness();
  near.news(waiting(2));

  assert.equal(near.news(waiting(5)), "");
  assert.equal(near.news(waiting(2)), "near");
});

test("a page loaded again does not ring again", () => {
  const before = new Nearness();
  before.news(waiting(1));

  assert.equal(new Nearness(before.kept).news(waiting(1)), "");
});

test("one sets out so early that the earliest call is not missed, and never in the past", () => {
  assert.equal(comeBack(0, 1_800_000, 10), 20 * 60_000);
  assert.equal(comeBack(5000, 300_000, 10), 5000);
});

test("the hour to come back stays where it is while no news comes", () => {
  const earliest = 1_800_000;

  assert.equal(comeBack(0, earliest, 5), comeBack(600_000, earliest, 5));
});
