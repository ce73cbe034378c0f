import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { siteRoot } from "../../static/js/site-root.js";
import { drawn, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
await import("../../static/js/elements/offices-now.js");

const ROUND = 5000;
let offices;
let answer;
let morphed;

const passed = async (ms) => {
  pass(ms);
  await settled();
};

beforeEach(() => {
  restart();
  document.hidden = false;
  morphed = [];
  Idiomorph.morph = (target, html) => {
    morphed.push(html);
    target.innerHTML = html;
  };
  answer = async () => ({ ok: true, json: async () => ({ html: "<b>drawn anew</b>" }) });
  globalThis.fetch = async () => answer();
  AbortSignal.timeout = () => undefined;
  const page = drawn('<div><offices-now data-address="/offices/state"><b>first</b></offices-now><p hidden></p></div>');
  offices = page.querySelector("offices-now");
  offices.connectedCallback();
});
afterEach(() => offices.disconnectedCallback());

describe("all offices at a glance", () => {
  test("are asked for every five seconds", async () => {
    await passed(ROUND);

    assert.equal(offices.textContent, "drawn anew");
    assert.deepEqual(morphed, ["<b>drawn anew</b>"]); // a link that has the focus keeps it
    assert.equal(offices.nextElementSibling.hidden, true);
  });

  test("say that they are not live after fifteen seconds without an answer", async () => {
    answer = async () => {
      throw new TypeError("no connection");
    };
    for (let round = 0; round < 4; round += 1) await passed(ROUND);

    assert.equal(offices.textContent, "first");
    assert.equal(offices.nextElementSibling.hidden, false);
  });
});

test("a page of the only office has no root of its own", () => {
  assert.equal(siteRoot(), "");
});
