import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { element, server, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

await import("../../static/js/elements/inbox-list.js");
const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");

let list;
let drawn;
let fetched;
let answer;

async function open() {
  const attributes = {
    "data-screen": "inbox",
    "data-version": "0",
    "data-epoch": "e",
    "data-fallback": "/inbox/state?tab=mine",
  };
  list = element("inbox-list", attributes, element("b", { "data-live": "" }), element("i", { "data-line-words": "" }));
  list.connectedCallback();
  await settled();
  fetched = [];
}

const changed = async (version) => {
  await server.send("state", { version, epoch: "e" });
  await settled();
};

beforeEach(() => {
  restart();
  document.hidden = false;
  Object.assign(server, { asked: [], answer: { ok: true } });
  drawn = [];
  fetched = [];
  answer = { ok: true, redirected: false, json: async () => ({ version: 3, epoch: "e", html: "the list" }) };
  Idiomorph.morph = (_, html) => drawn.push(html);
  globalThis.fetch = async (address) => {
    fetched.push(address);
    return answer;
  };
  AbortSignal.timeout = () => undefined;
});
afterEach(() => list.disconnectedCallback());

describe("a list of messages", () => {
  test("is fetched with the filters of its tab when messages have changed", async () => {
    await open();

    await changed(3);

    assert.deepEqual(fetched, ["/inbox/state?tab=mine"]);
    assert.deepEqual(drawn, ["the list"]);
  });

  test("is fetched at most once a second in a burst, and once at its end", async () => {
    await open();

    for (const version of [3, 4, 5]) await changed(version);
    assert.equal(fetched.length, 1);
    pass(1000);
    await settled();

    assert.equal(fetched.length, 2);
  });

  test("is not fetched while nobody looks, and at once when somebody does", async () => {
    await open();
    document.hidden = true;
    await changed(7);
    assert.deepEqual(fetched, []);

    document.hidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
    await settled();

    assert.equal(fetched.length, 1);
  });

  test("is fetched once a minute although nothing was told, because deadlines move", async () => {
    await open();

    for (let seconds = 0; seconds < 60; seconds += 4) {
      pass(4000);
      server.connection.onmessage({ data: "2" }); // the server's ping
      await settled();
    }

    assert.equal(fetched.length, 1);
  });

  test("keeps what it shows when the answer is a page of signing in", async () => {
    await open();
    answer = { ok: true, redirected: true };

    await changed(7);

    assert.equal(fetched.length, 1);
    assert.deepEqual(drawn, []);
  });
});
