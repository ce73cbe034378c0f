import assert from "node:assert/strict";
import { after, before, describe, mock, test } from "node:test";

import { settled } from "./fake-browser.js";

const SCREENS = 500;
const STEP = 20;
const LONGEST = 1000;

/** Moments (ms) at which each screen tried to connect. */
let tries;

/** A server that is gone: every connection is refused at once, or (of the screen "silent") never answered. */
class Refused {
  constructor(address) {
    const screen = new URL(address).searchParams.get("screen");
    tries.get(screen).push(Date.now());
    if (screen === "silent") return;
    setTimeout(() => {
      this.onerror(new Error("refused"));
      this.onclose({ code: 1006 });
    }, 1);
  }

  send() {}

  close() {}
}

globalThis.WebSocket = Refused;
const { Line } = await import("../../static/js/connection.js");
const { SOCKET } = await import("../../static/js/live.js");
const { Manager } = await import("../../static/vendor/socket.io.esm.min.js");

function come(screen) {
  tries.set(screen, []);
  const manager = new Manager("ws://desk", { ...SOCKET, query: { screen } });
  const line = new Line(manager.socket("/"), () => ({}));
  line.start();
  return line;
}

async function pass(ms) {
  for (let passed = 0; passed < ms; passed += STEP) {
    mock.timers.tick(STEP);
    await settled(1);
  }
}

describe("500 screens whose server is gone", () => {
  const lines = [];

  before(async () => {
    mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
    tries = new Map();
    for (let screen = 0; screen < SCREENS; screen += 1) lines.push(come(String(screen)));
    await pass(10_000);
  });

  after(() => {
    for (const line of lines) line.stop();
    mock.timers.reset();
  });

  test("try again after a second at the latest, each for as long as it lasts", () => {
    for (const moments of tries.values()) {
      const pauses = moments.slice(1).map((moment, index) => moment - moments[index]);
      assert.ok(Math.max(...pauses) <= LONGEST + 2 * STEP, String(pauses));
      assert.ok(Math.min(...pauses) >= 0.2 * LONGEST, String(pauses));
      assert.ok(moments.at(-1) >= 9000 - 2 * STEP, String(moments));
    }
  });

  test("spread their first attempts and all that follow over the second", () => {
    const counts = new Map();
    for (const moment of [...tries.values()].flatMap((moments) => moments.slice(1))) {
      const tenth = Math.floor(moment / 100);
      counts.set(tenth, (counts.get(tenth) ?? 0) + 1);
    }

    const most = Math.max(...counts.values());

    assert.ok(most < SCREENS / 4, `${most} of ${SCREENS} screens came within a tenth of a second`);
  });
});

test("a screen whose attempts are never answered waits longer for each, up to three times as long", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  tries = new Map();
  const line = come("silent");
  await pass(25_000);
  line.stop();
  mock.timers.reset();

  const pauses = tries.get("silent").map((moment, index, all) => all[index + 1] - moment);

  for (const [index, wait] of [1500, 3000, 4500, 4500].entries()) {
    assert.ok(pauses[index] >= wait + 0.2 * LONGEST - STEP, `${index}: ${pauses}`);
    assert.ok(pauses[index] <= wait + LONGEST + 3 * STEP, `${index}: ${pauses}`);
  }
});
