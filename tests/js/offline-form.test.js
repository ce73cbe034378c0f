import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, element, made, settled } from "./fake-browser.js";

await import("../../static/js/app.js"); // which asks whether a form waits
const { waits } = await import("../../static/js/offline-form.js");

describe("a form that is sent without a network", () => {
  const known = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  const network = (onLine) =>
    Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true, writable: true });
  const { createElement } = document;
  const { fetch } = globalThis;
  let form;
  let again;
  beforeEach(() => {
    body.className = "manage";
    document.createElement = (name) => Object.assign(createElement.call(document, name), { showPopover() {} });
    again = 0;
    form = Object.assign(element("form", { method: "post" }), { requestSubmit: () => (again += 1) });
    body.append(form);
    network(false);
  });
  afterEach(() => {
    body.className = "";
    document.createElement = createElement;
    globalThis.fetch = fetch;
    if (known) Object.defineProperty(globalThis, "navigator", known);
    else delete globalThis.navigator;
  });
  const submit = () => {
    const event = made("submit");
    form.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const notes = () => body.querySelectorAll(".offline-note").length;

  test("does not wait while there is a network, whatever page it is on", () => {
    network(true);

    assert.equal(waits({ target: form }), false);
  });

  test("stays, says so once, and can be sent when the network is back", async () => {
    globalThis.fetch = () => Promise.reject(new TypeError("no network"));

    const kept = [submit(), submit()];
    await settled();
    const told = notes();
    network(true);
    dispatchEvent(made("online"));

    assert.deepEqual([kept, told, notes(), again], [[true, true], 1, 0, 0]);
    assert.equal(submit(), false);
  });

  test("goes after all if the server is on this machine and answers", async () => {
    globalThis.fetch = () => Promise.resolve({ status: 405 });

    const kept = submit();
    await settled();

    assert.deepEqual([kept, again, notes(), submit()], [true, 1, 0, false]);
  });
});
