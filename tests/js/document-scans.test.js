import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
await import("../../static/js/elements/document-scans.js");

const EMPTY = '<div data-links="7" data-moved="" data-received=""></div>';
const ARRIVED = '<div data-links="" data-moved="3:4 " data-received="deed"></div><ul><li>scan</li></ul>';
const PAGE = `<form><input name="turn" value="3"><input name="turn" value="2"><input name="received" value="deed">
  <document-scans data-from="/applications/1/scans"><div data-link="7">code</div><div data-lists>${EMPTY}</div>
  <p data-changed hidden></p></document-scans></form>`;
let form;
let scans;
let fetched;
let answer;

const passed = async (ms) => {
  pass(ms);
  await settled();
};
const revisions = () => form.querySelectorAll('input[name="turn"]').map(({ value }) => value);

beforeEach(() => {
  restart();
  Idiomorph.morph = (target, html) => (target.innerHTML = html);
  document.hidden = false;
  fetched = [];
  answer = async () => ({ ok: true, text: async () => EMPTY });
  globalThis.fetch = async (address) => {
    fetched.push(address);
    return answer();
  };
  AbortSignal.timeout = () => undefined;
  globalThis.CSS = { escape: (text) => text };
  form = drawn(PAGE);
  body.append(form);
  scans = form.querySelector("document-scans");
  scans.connectedCallback();
});
afterEach(() => {
  scans.disconnectedCallback();
  form.remove();
});

describe("scans of a document", () => {
  test("are asked for every two seconds while a phone may send one", async () => {
    await passed(2000);
    await passed(2000);

    assert.deepEqual(fetched, ["/applications/1/scans", "/applications/1/scans"]);
    assert.equal(scans.querySelector("[data-changed]").hidden, true);
  });

  test("tick the document, take the used code away and give the forms their new revision", async () => {
    answer = async () => ({ ok: true, text: async () => ARRIVED });

    await passed(2000);

    assert.equal(scans.querySelector("li").textContent, "scan");
    assert.equal(scans.querySelector("[data-link]"), null);
    assert.equal(form.querySelector('input[name="received"]').checked, true);
    assert.deepEqual(revisions(), ["4", "2"]);
    assert.equal(scans.querySelector("[data-changed]").hidden, false);
  });

  test("are not asked for any more after the code was used", async () => {
    answer = async () => ({ ok: true, text: async () => ARRIVED });
    await passed(2000);

    await passed(10_000);

    assert.equal(fetched.length, 1);
  });

  test("are asked for as long as another phone may send one, and the forms go on from each", async () => {
    answer = async () => ({ ok: true, text: async () => ARRIVED.replace("data-moved", "data-may-come data-moved") });
    await passed(2000);
    answer = async () => ({ ok: true, text: async () => ARRIVED.replace("3:4", "3:5") });

    await passed(2000);
    await passed(10_000);

    assert.equal(fetched.length, 2);
    assert.deepEqual(revisions(), ["5", "2"]);
  });

  test("are asked for every five seconds at a counter with a scanner", async () => {
    answer = async () => ({ ok: true, text: async () => ARRIVED });
    scans.dataset.scanner = "";
    await passed(2000);

    await passed(4000);
    assert.equal(fetched.length, 1);
    await passed(1000);

    assert.equal(fetched.length, 2);
  });

  test("are asked for again after a failed answer and after none", async () => {
    answer = async () => ({ ok: false });
    await passed(2000);
    answer = async () => {
      throw new TypeError("no connection");
    };
    await passed(2000);

    await passed(2000);

    assert.equal(fetched.length, 3);
    assert.deepEqual(revisions(), ["3", "2"]);
  });

  test("are not asked for while nobody looks", async () => {
    document.hidden = true;

    await passed(10_000);

    assert.deepEqual(fetched, []);
  });
});
