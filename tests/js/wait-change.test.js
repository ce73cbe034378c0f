import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { explanation, STAYS, waitOf, whyChanged } from "../../static/js/wait-change.js";

const wait = (most, staffing, ahead = "13") => waitOf({ most: String(most), ahead, staffing });

describe("Why the wait on a phone has jumped", () => {
  const short = wait(4, "1:open 3:open ");

  test("a counter that went on a break is named", () => {
    assert.deepEqual(whyChanged(short, wait(40, "1:open 3:break ")), { key: "wait_break", n: "3" });
  });

  test("a counter that closed is named", () => {
    assert.deepEqual(whyChanged(short, wait(40, "1:open ")), { key: "wait_closed", n: "3" });
  });

  test("people who joined ahead are the cause when the counters are as before", () => {
    assert.deepEqual(whyChanged(short, wait(40, "1:open 3:open ", "20")), { key: "wait_ahead" });
    assert.deepEqual(whyChanged(short, wait(40, "1:open 3:open ")), { key: "wait_longer" });
  });

  test("a shorter wait names the counter that opened", () => {
    const long = wait(40, "1:open 3:break ");

    assert.deepEqual(whyChanged(long, wait(20, "1:open 3:open ")), { key: "wait_opened", n: "3" });
    assert.deepEqual(whyChanged(long, wait(20, "1:open 3:break ")), { key: "wait_shorter" });
  });

  test("a small change, an unknown wait and the first state need no words", () => {
    assert.equal(whyChanged(short, wait(8, "1:open ")), null);
    assert.equal(whyChanged(wait(60, "1:open "), wait(70, "")), null);
    assert.equal(whyChanged(short, wait("", "")), null);
    assert.equal(whyChanged(wait("", ""), short), null);
    assert.equal(whyChanged(undefined, short), null);
  });

  test("the explanation stays while it is true, and not for ever", () => {
    const now = wait(40, "1:open 3:break ");
    const why = explanation({ wait: short, why: null }, now, 1000);

    assert.deepEqual(explanation({ wait: now, why }, wait(39, "1:open 3:break "), 2000), why);
    assert.equal(explanation({ wait: now, why }, wait(39, "1:open 3:open "), 2000), null);
    assert.equal(explanation({ wait: now, why }, now, 1000 + STAYS), null);
  });
});
