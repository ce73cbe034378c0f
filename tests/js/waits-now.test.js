import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { drawn, made, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

await import("../../static/js/elements/waits-now.js");

const MINUTE = 60_000;
let waits;
let fetched;
let answer;

const passed = async (ms) => {
  pass(ms);
  await settled();
};
const looks = async (hidden) => {
  document.hidden = hidden;
  document.dispatchEvent(made("visibilitychange"));
  await settled();
};

beforeEach(() => {
  restart();
  document.hidden = false;
  fetched = [];
  answer = async () => ({ ok: true, json: async () => ({ html: `<b>drawn ${fetched.length}</b>` }) });
  globalThis.fetch = async (address) => {
    fetched.push(address);
    return answer();
  };
  AbortSignal.timeout = () => undefined;
  waits = drawn('<waits-now data-address="/published/waiting"><b>drawn with the page</b></waits-now>');
  waits.connectedCallback();
});
afterEach(() => waits.disconnectedCallback());

describe("waits of this moment", () => {
  test("are asked for every minute", async () => {
    await passed(MINUTE);
    await passed(MINUTE);

    assert.deepEqual(fetched, ["/published/waiting", "/published/waiting"]);
    assert.equal(waits.textContent, "drawn 2");
    assert.equal(waits.hasAttribute("data-old"), false);
  });

  test("are not shown as live two minutes after the last answer", async () => {
    answer = async () => {
      throw new TypeError("no connection");
    };

    await passed(MINUTE);
    assert.equal(waits.hasAttribute("data-old"), false);
    await passed(MINUTE);

    assert.equal(waits.hasAttribute("data-old"), true);
    assert.equal(waits.textContent, "drawn with the page");
  });

  test("are live again with the next answer", async () => {
    answer = async () => ({ ok: false });
    await passed(3 * MINUTE);
    assert.equal(waits.hasAttribute("data-old"), true);
    answer = async () => ({ ok: true, json: async () => ({ html: "<b>new</b>" }) });

    await passed(MINUTE);

    assert.equal(waits.hasAttribute("data-old"), false);
    assert.equal(waits.textContent, "new");
  });

  test("are not asked for while nobody looks, and at once when somebody does", async () => {
    await looks(true);
    await passed(5 * MINUTE);
    assert.deepEqual(fetched, []);

    await looks(false);

    assert.equal(fetched.length, 1);
    assert.equal(waits.hasAttribute("data-old"), false);
  });

  test("of a page that was left a moment ago stay", async () => {
    await looks(true);
    await passed(MINUTE / 2);

    await looks(false);

    assert.deepEqual(fetched, []);
  });

  test("of a page that is gone are not asked for", async () => {
    waits.disconnectedCallback();

    await passed(5 * MINUTE);
    dispatchEvent(made("pageshow", { persisted: true }));

    assert.deepEqual(fetched, []);
  });
});
