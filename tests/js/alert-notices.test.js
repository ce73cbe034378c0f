import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { element, settled } from "./fake-browser.js";

await import("../../static/js/elements/alert-notices.js");

const NOTICE = { call: 7, title: "Late message", body: "Message 1 is late.", address: "/inbox/1" };
let notices;
let line;
let button;
let shown;

class Notices {
  static permission = "default";
  static asks = "granted";

  static async requestPermission() {
    Notices.permission = Notices.asks;
  }

  constructor(title, options) {
    shown.push([title, options.body, options.tag]);
  }

  addEventListener() {}
}

/** The part of a page in a browser whose permission is this; undefined: it shows no notices. */
function open(permission, secure = true) {
  globalThis.isSecureContext = secure;
  globalThis.Notification = permission === undefined ? undefined : Notices;
  Notices.permission = permission;
  line = element("a", { "data-line": "" });
  button = element("button", {});
  notices = element("alert-notices", {}, element("p", { hidden: "" }, line), button);
  notices.connectedCallback();
}

const hear = () => document.dispatchEvent(new CustomEvent("deskq:notice", { detail: NOTICE }));

beforeEach(() => {
  localStorage.clear();
  shown = [];
  Notices.asks = "granted";
  notices?.disconnectedCallback();
});

describe("notices of alerts", () => {
  test("are lines on the page, and no more without consent", () => {
    open("default");

    hear();

    assert.equal(line.textContent, "Late message: Message 1 is late.");
    assert.equal(line.parentElement.hidden, false);
    assert.deepEqual(shown, []);
    assert.equal(notices.dataset.state, "off");
  });

  test("come to the desktop after consent, with one tag on all pages, until they are turned off", async () => {
    open("default");
    button.click();
    await settled();
    hear();
    const state = notices.dataset.state;

    button.click();
    await settled();
    hear();

    assert.equal(state, "on");
    assert.deepEqual(shown, [["Late message", "Message 1 is late.", "deskq-7"]]);
    assert.equal(notices.dataset.state, "off");
  });

  test("say that the browser blocks them", async () => {
    Notices.asks = "denied";
    open("default");

    button.click();
    await settled();

    assert.equal(notices.dataset.state, "blocked");
  });

  test("say that they need https", () => {
    open("granted", false);
    const plain = notices.dataset.state;
    notices.disconnectedCallback();

    open(undefined);

    assert.deepEqual([plain, notices.dataset.state], ["missing", "missing"]);
  });
});
