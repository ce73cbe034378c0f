import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { CueLedger, CueQueue, HOLD, PATIENCE } from "../../static/js/cues.js";
import { ALONE, NEAR, scale } from "../../static/js/scale.js";

describe("what rings", () => {
  const heard = (ledger, cue) => {
    const fresh = ledger.isNew(cue);
    if (fresh) ledger.note(cue);
    return fresh;
  };

  test("a call rings once, however often it is told", () => {
    const ledger = new CueLedger();

    assert.deepEqual([heard(ledger, { call: 7, again: 0 }), heard(ledger, { call: 7, again: 0 })], [true, false]);
  });

  test("a recall of it rings too, once", () => {
    const ledger = new CueLedger();
    const told = [0, 1, 1, 0, 2].map((again) => heard(ledger, { call: 7, again }));

    assert.deepEqual(told, [true, true, false, false, true]);
  });

  test("an older call that was not heard yet still rings", () => {
    const ledger = new CueLedger();

    assert.deepEqual([heard(ledger, { call: 9 }), heard(ledger, { call: 8 })], [true, true]);
  });

  test("after the numbers went back they ring again", () => {
    const ledger = new CueLedger();
    heard(ledger, { call: 7 });
    ledger.forget();

    assert.ok(heard(ledger, { call: 7 }));
  });
});

describe("the queue of cues", () => {
  const cues = [{ call: 1 }, { call: 2 }, { call: 3 }];

  test("a lone cue is due at once", () => {
    const queue = new CueQueue();
    queue.add(cues[0], 100);

    assert.equal(queue.wait(100), 0);
    assert.equal(queue.next(100), cues[0]);
    assert.equal(queue.wait(100), null);
  });

  test("those of one second come in order, each after the time of the one before", () => {
    const queue = new CueQueue();
    for (const [index, cue] of cues.entries()) queue.add(cue, index * 300);

    assert.equal(queue.next(600), cues[0]);
    assert.equal(queue.next(600 + HOLD - 1), null);
    assert.equal(queue.wait(600), HOLD);
    assert.equal(queue.next(600 + HOLD), cues[1]);
    assert.equal(queue.next(600 + 2 * HOLD), cues[2]);
  });

  test("after a quiet while the next one need not wait", () => {
    const queue = new CueQueue();
    queue.add(cues[0], 0);
    queue.next(0);
    queue.add(cues[1], HOLD + 5000);

    assert.equal(queue.next(HOLD + 5000), cues[1]);
  });

  test("one that waited long and left the board is passed over", () => {
    const queue = new CueQueue();
    for (const cue of cues) queue.add(cue, 0);

    assert.equal(
      queue.next(60_000, ({ call }) => call === 2),
      cues[1],
    );
  });

  test("one that was called again meanwhile is shown once, in the place of the later", () => {
    const queue = new CueQueue();
    const again = { call: 1, again: 1 };
    for (const cue of [...cues, again]) queue.add(cue, 0);
    const shown = [0, 1, 2].map((turn) => queue.next(turn * HOLD));

    assert.deepEqual(shown, [cues[1], cues[2], again]);
  });

  test("nobody is interrupted: the next one waits until the last has been spoken", () => {
    const queue = new CueQueue(HOLD, true);
    for (const cue of cues) queue.add(cue, 0);
    queue.next(0);

    assert.equal(queue.next(3 * HOLD), null);
    assert.equal(queue.wait(3 * HOLD), null);
    queue.spoken();
    assert.equal(queue.wait(3 * HOLD), 0);
    assert.equal(queue.next(3 * HOLD), cues[1]);
  });

  test("a short speech still leaves a call its time before the eyes", () => {
    const queue = new CueQueue(HOLD, true);
    for (const cue of cues) queue.add(cue, 0);
    queue.next(0);
    queue.spoken();

    assert.equal(queue.wait(1000), HOLD - 1000);
  });

  const [ground, first, second, upstairs] = ["ground", "first", "ground", "first"].map((floor, call) => ({
    call,
    floor,
  }));

  test("calls to one floor come together, and its place is said with the last of them", () => {
    const queue = new CueQueue(HOLD, true);
    for (const cue of [ground, first, second, upstairs]) queue.add(cue, 0);
    const joined = [];
    const order = [0, 1, 2, 3].map((turn) => {
      const cue = queue.next(turn * HOLD);
      joined.push(queue.joins(turn));
      queue.spoken();
      return cue;
    });

    assert.deepEqual(order, [ground, second, first, upstairs]);
    assert.deepEqual(joined, [true, true, true, false]);
  });

  test("while one other waits, for another floor, the place is said", () => {
    const queue = new CueQueue(HOLD, true);
    for (const cue of [ground, first]) queue.add(cue, 0);
    queue.next(0);

    assert.equal(queue.joins(1000), false);
    queue.add(upstairs, 1000);
    assert.equal(queue.joins(1000), true, "several wait");
  });

  test("one that has waited long comes next, and no place is said before it", () => {
    const queue = new CueQueue(HOLD, true);
    for (const cue of [ground, first, second]) queue.add(cue, 0);
    queue.next(0);
    queue.spoken();

    assert.equal(queue.joins(PATIENCE + 1), true);
    assert.equal(queue.next(PATIENCE + 1), first);
  });

  test("while it is paused none is due", () => {
    const queue = new CueQueue();
    queue.add(cues[0], 0);
    queue.pause(true);
    const paused = [queue.next(0), queue.wait(0)];
    queue.pause(false);

    assert.deepEqual([paused, queue.next(0)], [[null, null], cues[0]]);
  });

  test("one that is very late is passed over whatever the board says", () => {
    const queue = new CueQueue();
    queue.add(cues[0], 0);

    assert.equal(
      queue.next(121_000, () => true),
      null,
    );
  });

  test("one that waited long but still stands is shown", () => {
    const queue = new CueQueue();
    queue.add(cues[0], 0);

    assert.equal(
      queue.next(60_000, () => true),
      cues[0],
    );
  });
});

describe("the type scale", () => {
  const tv = { width: 1920, height: 1080, diagonal: 55 };
  const from = (distance) => scale({ ...tv, distance });

  test("gives what the distance asks for, near and far: digits of 20 minutes of arc", () => {
    for (const [distance, px] of [
      [4, 54.5],
      [5, 68.1],
      [8, 108.9],
    ]) {
      const { size, needed, fits } = from(distance);

      assert.equal(size, needed);
      assert.ok(Math.abs(size - px) < 0.1, `${distance} m: ${size}`);
      assert.ok(fits);
    }
  });

  test("the farther, the fewer calls; at five metres four beside the newest, which always has its place", () => {
    const shown = [1.5, 4, 5, 5.5, 8, 9.4, 9.5, 14].map((distance) => [from(distance).layout, from(distance).rows]);

    assert.deepEqual(shown, [
      ["full", 6],
      ["full", 6],
      ["full", 4],
      ["strip", 3],
      ["strip", 2],
      ["strip", 1],
      ["alone", 0],
      ["alone", 0],
    ]);
  });

  test("says when not even the newest call can be as large as it must be", () => {
    const { size, fits } = from(15);

    assert.ok(!fits);
    assert.equal(size, 1080 / ALONE);
  });

  test("is low where the band of a lost connection and the head have no room together", () => {
    assert.deepEqual(
      [8, 10.5, 12].map((distance) => from(distance).low),
      [false, false, true],
    );
  });

  test("is never smaller than a board should be", () => {
    assert.equal(from(0.5).size, 1080 * NEAR);
  });

  test("doubles on a screen of twice the pixels", () => {
    const uhd = scale({ width: 3840, height: 2160, diagonal: 55, distance: 5 });

    assert.ok(Math.abs(uhd.size - 2 * from(5).size) < 0.01);
  });
});
