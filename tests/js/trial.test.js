import assert from "node:assert/strict";
import { after, beforeEach, describe, mock, test } from "node:test";

import { body, element, made, settled } from "./fake-browser.js";

mock.timers.enable({ apis: ["setTimeout"] });
let asked;
let printed;
let paper;
let kiosk;
let status;
globalThis.CSSStyleSheet = class {
  replaceSync() {}
};
globalThis.DOMParser = class {
  parseFromString() {
    return element("html", {}, paper);
  }
};
document.adoptNode = (node) => node;
globalThis.fetch = async (address, options = {}) => {
  asked.push(`${options.method ?? "GET"} ${address} ${options.body ?? ""}`.trim());
  return { ok: status < 400, status, text: async () => "", json: async () => ({}) };
};
const { answerTrial } = await import("../../static/js/trial.js");
await import("../../static/js/print-trial.js");

const main = () => kiosk.querySelector("main");
/** The cue of a trial comes to the kiosk. */
async function ask(call) {
  kiosk.dispatchEvent(made("deskq:trial", { detail: { call, again: 0, step: "printing" } }));
  await settled();
}

beforeEach(() => {
  [asked, printed, status] = [[], 0, 200];
  window.print = () => (printed += 1);
  paper = Object.assign(element("article", { class: "paper" }), { offsetHeight: 96 });
  kiosk = element("kiosk-shell", {}, element("main", { "data-page": "home" }));
  body.replaceChildren(element("meta", { name: "csrf-token", content: "secret" }), kiosk);
  document.adoptedStyleSheets = [];
  sessionStorage.clear();
});
after(() => mock.timers.reset());

describe("the test page at a kiosk whose browser prints", () => {
  test("is fetched, printed like a ticket, and the kiosk says so", async () => {
    await ask(41);

    assert.equal(printed, 1);
    assert.deepEqual(asked, ["GET /devices/trials/printing/41", "POST /devices/trials/printing/41 result=printed"]);
    assert.ok(main().querySelector(".paper"));
    mock.timers.tick(5000);
    assert.equal(main().querySelector(".paper"), null);
  });

  test("waits until the ticket of a visitor is gone and nothing is under way", async () => {
    const ticket = element("article", { class: "paper" });
    main().append(ticket);
    await ask(42);
    const beside = printed;
    ticket.remove();
    kiosk.setAttribute("aria-busy", "true");
    mock.timers.tick(1000);
    await settled();
    const meanwhile = printed;
    kiosk.setAttribute("aria-busy", "false");
    mock.timers.tick(1000);
    await settled();

    assert.deepEqual([beside, meanwhile, printed], [0, 0, 1]);
  });

  test("is not said to be printed where the page did not come or could not be printed", async () => {
    status = 404;
    await ask(43);
    status = 200;
    window.print = () => {
      throw new Error("no printer");
    };
    await ask(44);

    assert.deepEqual(asked, ["GET /devices/trials/printing/43", "GET /devices/trials/printing/44"]);
  });
});

test("an answer that the server does not take is no error at the device", async () => {
  status = 404;

  await answerTrial({ step: "sound", call: 7 }, "heard");

  assert.deepEqual(asked, ["POST /devices/trials/sound/7 result=heard"]);
});
