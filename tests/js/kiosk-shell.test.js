import assert from "node:assert/strict";
import { after, beforeEach, describe, mock, test } from "node:test";

import { element, FakeElement, location, root, server, settled } from "./fake-browser.js";

mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
let shell;
let time = 1_000_000;
let asked;
let page;
let redrawn;
performance.now = () => time;
globalThis.CSSStyleSheet = class {};
globalThis.DOMParser = class {
  parseFromString() {
    return Object.assign(page.cloneNode(), { documentElement: page.documentElement });
  }
};
globalThis.fetch = async (address, options = {}) => {
  asked.push(`${options.method ?? "GET"} ${address}`);
  return { ok: true, status: 200, url: String(address), redirected: false, text: async () => "" };
};
document.adoptNode = (node) => node;
const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
Idiomorph.morph = () => (redrawn += 1);
await import("../../static/js/elements/kiosk-shell.js");
class Ring extends FakeElement {
  start(seconds) {
    this.running = true;
    this.seconds = seconds;
  }
}
FakeElement.tags["count-down"] = Ring;

const main = (name, more = {}) => element("main", { "data-page": name, ...more });

/** A kiosk whose socket is up and that shows this page. */
async function open(shown) {
  page = Object.assign(element("html", {}, main("home")), { documentElement: { lang: "en", dir: "ltr" }, title: "" });
  const attributes = {
    "data-screen": "kiosk",
    "data-version": "1",
    "data-epoch": "e",
    "data-home": "/kiosk",
    "data-health": "/healthz",
    "data-idle": "45",
    "data-warning": "20",
    "data-language": "en",
  };
  const dialog = Object.assign(element("dialog", { id: "idle" }, element("count-down")), { open: false });
  dialog.showModal = () => (dialog.open = true);
  dialog.close = () => (dialog.open = false);
  const away = Object.assign(element("div", { "data-away": "" }), { hidden: true });
  shell = element("kiosk-shell", attributes, shown, dialog, away);
  shell.connectedCallback();
  await settled();
}

/** A press on an element; `detail` counts the taps of one gesture. */
function press(target, detail = 1) {
  const event = Object.assign(new Event("click", { cancelable: true }), {});
  Object.defineProperties(event, { target: { value: target }, detail: { value: detail } });
  shell.dispatchEvent(event);
  return event;
}

const link = (href, more = {}) => Object.assign(element("a", { href, ...more }), { href: `http://desk${href}` });
const later = (seconds) => {
  time += seconds * 1000;
  mock.timers.tick(600);
};

beforeEach(() => {
  asked = [];
  redrawn = 0;
  location.href = "http://desk/kiosk";
  for (const name of ["data-larger", "data-lower", "data-contrast"]) root.removeAttribute(name);
});
after(() => mock.timers.reset());

describe("the kiosk", () => {
  test("follows a link of its own in place, and starts over with one that leads elsewhere", async () => {
    await open(main("service", {}));
    shell.main.append(link("/kiosk/services/permit"), link("/elsewhere"));
    const [ours, other] = shell.main.children;

    const event = press(ours);
    await settled();
    shell.main.append(other);
    press(other);
    await settled();

    assert.ok(event.defaultPrevented);
    assert.deepEqual(asked, ["GET http://desk/kiosk/services/permit", "GET /kiosk"]);
    shell.disconnectedCallback();
  });

  test("leaves out the second tap of a double tap, which would hit the next page", async () => {
    await open(main("service"));
    shell.main.append(link("/kiosk/services/permit"));

    const event = press(shell.main.children[0], 2);
    await settled();

    assert.ok(event.defaultPrevented);
    assert.deepEqual(asked, []);
    shell.disconnectedCallback();
  });

  test("sends one request at a time", async () => {
    await open(main("service"));
    shell.main.append(link("/kiosk/a"), link("/kiosk/b"));
    const [one, other] = shell.main.children;

    press(one);
    press(other);
    await settled();

    assert.deepEqual(asked, ["GET http://desk/kiosk/a"]);
    assert.equal(shell.getAttribute("aria-busy"), "false");
    shell.disconnectedCallback();
  });

  test("draws a list again when something changed, and no other page", async () => {
    await open(main("home", { "data-lists": "" }));
    await server.send("state", { version: 2, epoch: "e" });
    assert.deepEqual([asked, redrawn], [["GET http://desk/kiosk"], 1]);
    shell.disconnectedCallback();
    asked = [];

    await open(main("ticket-of-somebody"));
    await server.send("state", { version: 3, epoch: "e" });

    assert.deepEqual(asked, []);
    shell.disconnectedCallback();
  });

  test("asks whether somebody is there after the office's time, and starts over when nobody answers", async () => {
    await open(main("service"));
    const dialog = shell.querySelector("#idle");

    later(44);
    assert.equal(dialog.open, false);
    later(2);
    assert.deepEqual([dialog.open, dialog.querySelector("count-down").seconds], [true, 20]);
    asked = [];
    shell.dispatchEvent(new Event("deskq:over"));
    await settled();

    assert.deepEqual(asked, ["GET /kiosk"]);
    shell.disconnectedCallback();
  });

  test("asks nobody on its first page", async () => {
    await open(main("home"));

    later(300);

    assert.equal(shell.querySelector("#idle").open, false);
    shell.disconnectedCallback();
  });

  test("an aid that a visitor switched on is off for the next one", async () => {
    await open(main("service"));
    const aid = element("button", { "data-aid": "contrast" });
    shell.main.append(aid);

    press(aid);
    assert.equal(root.dataset.contrast, "high");
    assert.equal(aid.getAttribute("aria-pressed"), "true");
    press(aid);
    assert.equal(root.dataset.contrast, undefined);
    press(aid);
    shell.dispatchEvent(new Event("deskq:over"));
    await settled();

    assert.equal(root.dataset.contrast, undefined);
    shell.disconnectedCallback();
  });

  test("that is no longer paired loads the page that says so", async () => {
    let went;
    location.assign = (address) => (went = address);
    await open(main("service"));
    page = Object.assign(element("html", {}, main("pair"), element("div", { class: "pair" })), { documentElement: {} });
    shell.main.append(link("/kiosk/a"));

    press(shell.main.children[0]);
    await settled();

    assert.equal(went, "/kiosk");
    shell.disconnectedCallback();
  });
});
