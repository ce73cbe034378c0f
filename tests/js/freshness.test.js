import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { moment, ServerClock, supersedes } from "../../static/js/freshness.js";

describe("which state may be shown", () => {
  test("a newer one", () => assert.ok(supersedes({ version: "41", epoch: "a" }, { version: 42, epoch: "a" })));
  test("the same one, drawn again", () => assert.ok(supersedes({ version: "42" }, { version: 42 })));
  test("never an older one", () => {
    assert.ok(!supersedes({ version: "42", epoch: "a" }, { version: 41, epoch: "a" }));
    assert.ok(!supersedes({ version: "42", epoch: "a" }, { version: 41 }));
  });
  test("a lower one of another life of the database", () => {
    assert.ok(supersedes({ version: "9000", epoch: "a" }, { version: 3, epoch: "b" }));
  });
  test("numbers are compared as numbers", () => assert.ok(supersedes({ version: "9" }, { version: "10" })));
  test("the first one, when nothing is shown yet", () => assert.ok(supersedes({}, { version: 0 })));
});

describe("the server's clock", () => {
  test("runs on from what the server said", () => {
    let local = 1000;
    const clock = new ServerClock(() => local);

    clock.learn("2026-11-24T07:12:00Z");
    local += 5000;

    assert.equal(clock.now(), Date.parse("2026-11-24T07:12:05Z"));
  });

  test("is not set back by a state that was drawn a while ago", () => {
    const clock = new ServerClock(() => 0);

    clock.learn("2026-11-24T07:12:00Z");
    clock.learn("2026-11-24T07:10:00Z");

    assert.equal(clock.now(), Date.parse("2026-11-24T07:12:00Z"));
  });

  test("is the wall's until the server has spoken", () => {
    const clock = new ServerClock(
      () => 0,
      () => 77,
    );

    clock.learn(undefined);

    assert.equal(clock.now(), 77);
  });

  test("reads RFC 3339 and seconds", () => {
    assert.equal(moment("2026-11-24T07:12:00+00:00"), moment(1795504320));
    assert.equal(moment("1795504320.5"), 1795504320500);
  });
});
