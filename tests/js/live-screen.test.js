import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { element, location, server, settled } from "./fake-browser.js";

const { LiveScreen } = await import("../../static/js/live.js");
const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");

class Screen extends LiveScreen {
  heard = [];

  cue(call) {
    this.heard.push(call);
  }
}
customElements.define("test-screen", Screen);

let screen;
let drawn;
let fetched;

/** Opens a screen whose socket is up. */
async function open(more = {}) {
  const attributes = { "data-screen": "lobby", "data-version": "5", "data-epoch": "e", "data-fallback": "/state" };
  screen = element("test-screen", { ...attributes, ...more }, element("b", { "data-live": "" }));
  screen.append(element("i", { "data-line-words": "" }));
  screen.connectedCallback();
  await settled();
}

beforeEach(() => {
  Object.assign(server, { asked: [], answer: { ok: true } });
  location.reloads = 0;
  drawn = [];
  fetched = [];
  Idiomorph.morph = (_, html) => drawn.push(html);
  globalThis.fetch = async (address) => {
    fetched.push(address);
    return {
      ok: true,
      status: 200,
      redirected: false,
      json: async () => ({ version: 6, epoch: "e", html: "fetched" }),
    };
  };
});
afterEach(() => screen.disconnectedCallback());

describe("a live screen", () => {
  test("watches what its attributes say, in the language of the page, and is up when it may", async () => {
    await open({ "data-screen": "tablet", "data-counter": "3" });

    assert.deepEqual(server.asked, [["watch", { screen: "tablet", lang: "en", counter: 3 }]]);
    assert.equal(screen.dataset.line, "up");
  });

  test("shows a newer state and the same one again, and no older one", async () => {
    await open();

    for (const version of [6, 4, 6, 7]) await server.send("state", { version, epoch: "e", html: `v${version}` });

    assert.deepEqual(drawn, ["v6", "v6", "v7"]);
    assert.equal(screen.dataset.version, "7");
  });

  test("shows an older version of a restored office, and rings its calls anew", async () => {
    await open();
    await server.send("call", { call: 7 });

    await server.send("state", { version: 2, epoch: "restored", html: "v2" });
    await server.send("call", { call: 7 });

    assert.deepEqual(drawn, ["v2"]);
    assert.equal(screen.heard.length, 2);
  });

  test("passes a cue on once and a recall again", async () => {
    await open();

    for (const again of [0, 0, 1, 1]) await server.send("call", { call: 7, again });

    assert.deepEqual(
      screen.heard.map(({ again }) => again),
      [0, 1],
    );
  });

  test("tells since when it is not live, and polls meanwhile", async () => {
    await open();

    await server.hangUp();

    assert.equal(screen.dataset.line, "down");
    assert.match(screen.dataset.since, /^\d\d:\d\d$/);
    assert.match(screen.querySelector("[data-line-words]").textContent, /Live connection lost at \d\d:\d\d/);
    assert.deepEqual(fetched, ["/state"]);
    assert.deepEqual(drawn, ["fetched"]);
    assert.equal(screen.dataset.pace, "slow");
  });

  for (const status of [401, 403, 410])
    test(`reloads when it may no longer poll (${status})`, async () => {
      await open();
      globalThis.fetch = async () => ({ ok: false, status, redirected: false });

      await server.hangUp();

      assert.equal(location.reloads, 1);
    });

  test("keeps its last picture when polling fails too", async () => {
    await open();
    globalThis.fetch = async () => ({ ok: false, status: 502, redirected: false, statusText: "Bad Gateway" });

    await server.hangUp();

    assert.deepEqual([location.reloads, drawn, screen.dataset.pace], [0, [], ""]);
  });
});

test("a screen taken out of the page polls no more", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  await open();

  screen.disconnectedCallback();
  await settled();
  const before = fetched.length;
  mock.timers.tick(60_000);
  await settled();
  mock.timers.reset();

  assert.equal(fetched.length, before);
});

describe("the end of a permission", () => {
  test("of a session idle for this process alone does not reload the page", async () => {
    await open();

    await server.send("gone", { reason: "idle" });

    assert.deepEqual(fetched, ["/state"]);
    assert.equal(location.reloads, 0);
  });

  for (const [what, answer] of [
    ["leads to the sign-in page", { ok: true, redirected: true }],
    ["is refused", { ok: false, redirected: false }],
  ])
    test(`of an idle session whose page ${what} reloads it`, async () => {
      await open();
      globalThis.fetch = async () => answer;

      await server.send("gone", { reason: "idle" });

      assert.equal(location.reloads, 1);
    });

  test("reloads once, although the socket's end and a refused poll follow", async () => {
    await open();
    globalThis.fetch = async () => ({ ok: false, status: 401, redirected: false });

    await server.send("gone", { reason: "taken" });
    await server.hangUp();

    assert.equal(location.reloads, 1);
  });

  for (const reason of ["signed-out", "revoked", "taken"])
    test(`by ${reason} reloads at once`, async () => {
      await open();

      await server.send("gone", { reason });

      assert.deepEqual([fetched, location.reloads], [[], 1]);
    });
});
