import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, element, root } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

/** 24 November 2026, 10:00 in Tehran. */
const MORNING = Date.parse("2026-11-24T06:30:00Z");
const { clock } = await import("../../static/js/freshness.js");
const { everySecond } = await import("../../static/js/ticker.js");
await import("../../static/js/elements/ticking.js");
await import("../../static/js/elements/elapsed-time.js");
await import("../../static/js/elements/until-then.js");
await import("../../static/js/elements/wall-clock.js");
await import("../../static/js/elements/count-down.js");

function show(html) {
  const made = drawn(html);
  body.append(made);
  made.connectedCallback();
  return made;
}

beforeEach(() => {
  restart();
  root.lang = "en";
  body.replaceChildren();
  clock.learn(MORNING / 1000);
});

test("what counts is told at once and each second, right after the second changes", () => {
  pass(400);
  const heard = [];
  const stop = everySecond((now) => heard.push(now - clock.now() === 0 && now % 1000));

  pass(2000);
  stop();
  pass(3000);

  assert.equal(heard[0], 400);
  assert.equal(heard.length, 3);
  for (const late of heard.slice(1)) assert.ok(late < 200, `${late} ms after the second`);
});

test("two that count share one tick, and one goes on when the other has left", () => {
  const [one, other] = [[], []];
  const leave = everySecond(() => one.push(1));
  const stop = everySecond(() => other.push(1));

  leave();
  pass(2100);
  stop();

  assert.deepEqual([one.length, other.length], [1, 3]);
});

describe("a stopwatch", () => {
  test("shows what has passed on the server's clock, in the digits of the page", () => {
    root.lang = "fa";
    const made = show('<elapsed-time data-since="2026-11-24T06:23:48Z"></elapsed-time>');

    const before = made.textContent;
    pass(1100);

    assert.deepEqual([before, made.textContent], ["۰۶:۱۲", "۰۶:۱۳"]);
    made.disconnectedCallback();
  });

  test("begins anew at once when its moment changes", () => {
    const made = show('<elapsed-time data-since="2026-11-24T06:23:48Z"></elapsed-time>');

    made.setAttribute("data-since", "2026-11-24T06:29:59Z");

    assert.equal(made.textContent, "00:01");
    made.disconnectedCallback();
  });

  test("that left the page counts no more", () => {
    const made = show('<elapsed-time data-since="2026-11-24T06:30:00Z"></elapsed-time>');

    made.disconnectedCallback();
    pass(5000);

    assert.equal(made.textContent, "00:00");
  });
});

describe("what is available for a time", () => {
  test("is over when the time has come, not before", () => {
    const made = show('<until-then data-until="2026-11-24T06:30:02Z">Undo</until-then>');

    pass(1100);
    const open = !made.hasAttribute("data-kept-over");
    pass(1000);

    assert.deepEqual([open, made.hasAttribute("data-kept-over"), made.textContent], [true, true, "Undo"]);
    made.disconnectedCallback();
  });

  test("counts its seconds down where it should, and then says that it is over", () => {
    const made = show('<until-then data-until="2026-11-24T06:31:02Z" data-count data-over="Expired"></until-then>');

    const before = made.textContent;
    pass(63_000);

    assert.deepEqual([before, made.textContent], ["01:02", "Expired"]);
    made.disconnectedCallback();
  });
});

test("a wall clock shows the hour or the date of the office, wherever the browser is", () => {
  const hour = show('<wall-clock data-zone="Asia/Tehran"></wall-clock>');
  const date = show('<wall-clock data-zone="Asia/Tehran" data-shows="date"></wall-clock>');

  assert.deepEqual([hour.textContent, date.textContent], ["10:00", "Tuesday 24 November 2026"]);

  hour.setAttribute("data-zone", "UTC");
  assert.equal(hour.textContent, "06:30");
  for (const made of [hour, date]) made.disconnectedCallback();
});

describe("a countdown", () => {
  const ring = () => element("count-down", { "data-seconds": "2" }, element("b", { "data-number": "" }));

  test("shows its seconds and tells once that it is over", () => {
    const made = ring();
    let over = 0;
    made.addEventListener("deskq:over", () => (over += 1));

    made.start();
    const first = [made.textContent, made.style["--gone"], made.running];
    pass(1000);
    const second = [made.textContent, made.style["--gone"], over];
    pass(5000);

    assert.deepEqual(first, ["2", "50", true]);
    assert.deepEqual(second, ["1", "100", 0]);
    assert.deepEqual([made.textContent, over, made.running], ["0", 1, false]);
  });

  test("that is stopped or taken away is never over; started anew it has its whole time", () => {
    const made = ring();
    let over = 0;
    made.addEventListener("deskq:over", () => (over += 1));

    made.start(1);
    pass(500);
    made.disconnectedCallback();
    pass(3000);
    made.start(3);
    pass(2900);

    assert.deepEqual([over, made.textContent], [0, "1"]);
    made.stop();
  });
});
