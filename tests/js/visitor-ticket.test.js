import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, element, made, parse, settled } from "./fake-browser.js";
import { restart } from "./fake-timers.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
const { clock } = await import("../../static/js/freshness.js");
await import("../../static/js/elements/visitor-aids.js");
await import("../../static/js/elements/visitor-ticket.js");

let ticket;
let asked;
let answer;
let shown;
let phone;
globalThis.fetch = async (address, options = {}) => {
  asked.push([String(address), String(options.body ?? "")]);
  return answer;
};
globalThis.DOMParser = class {
  parseFromString(html) {
    return element("html", {}, ...parse(html));
  }
};
globalThis.AudioContext = class {
  state = "running";
  destination = {};
  currentTime = 0;
  async resume() {}
};
class Sound {
  gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect = (other) => other;
  start = () => (phone.rung += 1);
  stop() {}
}
Object.assign(globalThis, { GainNode: Sound, OscillatorNode: Sound });

/** The page of a ticket in this state. */
async function open(state, more = {}) {
  Object.defineProperty(globalThis, "navigator", {
    value: {
      vibrate: (pattern) => phone.buzzed.push(pattern),
      wakeLock: { request: async () => ({ release: () => (phone.awake = false) }) },
      serviceWorker: { getRegistration: async () => ({ showNotification: (words) => phone.notes.push(words) }) },
    },
    configurable: true,
  });
  globalThis.Notification = { permission: "granted", requestPermission: () => (phone.asked += 1) };
  ticket = drawn(
    '<visitor-ticket data-screen="ticket" data-token="x" data-version="1" data-epoch="e" data-zone="Asia/Tehran">' +
      `<main data-live><p data-state="${state}"></p></main><form data-sends action="/t/x/cancellation" method="post">` +
      '<input name="why" value="home"><button id="go">Give up</button></form><form data-leaves action="/t/x/rating" method="post"></form>' +
      '<visitor-aids hidden><button type="button" data-rings aria-pressed="false"></button><input data-walk value="5">' +
      "<p data-back hidden><b data-back-words></b></p></visitor-aids><p data-problem></p><p data-line-words></p></visitor-ticket>",
  );
  Object.assign(ticket.querySelector("[data-state]").dataset, more);
  body.append(element("meta", { name: "csrf-token", content: "secret" }), ticket);
  ticket.connectedCallback();
  ticket.querySelector("visitor-aids").connectedCallback();
  await settled();
}
const aids = () => ticket.querySelector("visitor-aids");
const state = (more) => {
  Object.assign(ticket.querySelector("[data-state]").dataset, more);
  ticket.dispatchEvent(made("deskq:state"));
};

beforeEach(() => {
  restart();
  [asked, shown] = [[], []];
  phone = { rung: 0, buzzed: [], notes: [], awake: true, asked: 0 };
  answer = { ok: true, text: async () => '<main data-live="">gone</main>' };
  Idiomorph.morph = (_, html) => shown.push(html);
  for (const kept of [localStorage, sessionStorage]) kept.clear();
  document.hidden = false;
  clock.learn("2026-11-24T06:30:00Z");
});
afterEach(() => {
  ticket.disconnectedCallback();
  document.listeners = [];
  body.replaceChildren();
});

describe("what a visitor does with a ticket", () => {
  test("is sent once, and the page after it is shown without leaving this one", async () => {
    await open("waiting");
    let heard = 0;
    ticket.addEventListener("deskq:shown", () => (heard += 1));

    ticket.querySelector("#go").click();
    ticket.querySelector("#go").click();
    await settled();

    assert.deepEqual(asked, [["/t/x/cancellation", "why=home"]]);
    assert.deepEqual([shown, heard], [["gone"], 1]);
    assert.equal(ticket.querySelector("#go").hasAttribute("data-pressed"), false);
  });

  test("that is refused says why, and may be tried again", async () => {
    await open("waiting");
    answer = { ok: false, json: async () => ({ detail: "You were called." }) };

    ticket.querySelector("#go").click();
    await settled();
    const words = ticket.querySelector("[data-problem]").textContent;
    ticket.querySelector("#go").click();
    await settled();

    assert.deepEqual([words, asked.length, shown], ["You were called.", 2, []]);
  });

  test("with a form that leaves the page takes the page's token along", async () => {
    await open("served");
    const form = ticket.querySelector("[data-leaves]");

    form.requestSubmit();

    assert.deepEqual([form.elements.csrf_token.value, asked], ["secret", []]);
  });
});

test("the progress of the wait never goes back, also when the page is opened again", async () => {
  await open("waiting");
  const bar = () => ticket.querySelector("[data-progress]");
  ticket.querySelector("main").append(element("progress", { "data-progress": "" }));
  bar().value = 60;
  ticket.show({ version: 2, epoch: "e" });
  bar().value = 40;
  ticket.show({ version: 3, epoch: "e" });

  assert.equal(bar().value, 60);
  assert.equal(sessionStorage.getItem("deskq:progress:x"), "60");
});

describe("the aids of a visitor's phone", () => {
  const wish = async () => {
    aids().querySelector("[data-rings]").click();
    while (!phone.rung) await settled(); // the chime has to be loaded first
    phone.rung = 0;
  };

  test("are there while somebody waits or was called, and not after that", async () => {
    await open("waiting", { ahead: "9" });
    const waiting = aids().hidden;
    state({ state: "served" });

    assert.deepEqual([waiting, aids().hidden], [false, true]);
  });

  test("stay in their place when a state draws it anew", async () => {
    await open("held");
    const mine = aids();
    const place = () => element("div", { id: "aids-place" });
    ticket.querySelector("main").append(place());
    state({ state: "held" });
    const before = mine.parentElement?.id;

    ticket.querySelector("#aids-place").remove();
    ticket.querySelector("main").append(place());
    state({ state: "waiting" });

    assert.deepEqual([before, mine.parentElement?.id, mine.hidden], ["aids-place", "aids-place", false]);
    assert.equal(ticket.querySelectorAll("visitor-aids").length, 1);
  });

  test("ring for a visitor who wishes it when the call comes, once", async () => {
    await open("waiting", { ahead: "9", recalls: "0" });
    await wish();

    state({ state: "called", call: "7" });
    state({ state: "called", call: "7" });

    assert.deepEqual([phone.buzzed.length, aids().dataset.told, phone.asked], [1, "called", 1]);
    assert.ok(phone.rung > 0);
  });

  test("stay silent for one who does not", async () => {
    await open("waiting", { ahead: "9", recalls: "0" });

    state({ state: "called", call: "7" });

    assert.deepEqual([phone.buzzed, phone.rung], [[], 0]);
  });

  test("notify where the page cannot be seen", async () => {
    await open("waiting", { ahead: "9", recalls: "0" });
    await wish();
    document.hidden = true;

    state({ state: "called", call: "7" });
    await settled();

    assert.deepEqual(phone.notes, ["It’s your turn."]);
  });

  test("remember the wish, and let the phone sleep when it ends", async () => {
    await open("waiting");
    await wish();
    const kept = localStorage.getItem("deskq:rings");
    aids().querySelector("[data-rings]").click();

    assert.deepEqual([kept, localStorage.getItem("deskq:rings"), phone.awake], ["1", "0", false]);
  });

  test("tell when to set out, from the way that the visitor has, and remember it", async () => {
    await open("waiting", { ahead: "9", earliest: "2026-11-24T07:30:00Z" });
    const words = () => aids().querySelector("[data-back-words]").textContent;
    const near = words();
    const walk = aids().querySelector("[data-walk]");
    walk.value = "55";
    walk.dispatchEvent(made("change"));

    assert.match(near, /head back by 10:\d\d/);
    assert.notEqual(words(), near);
    assert.equal(localStorage.getItem("deskq:walk"), "55");
    assert.equal(aids().querySelector("[data-back]").hidden, false);
    state({ state: "called" });
    assert.equal(aids().querySelector("[data-back]").hidden, true);
  });

  test("do not ask how far away a visitor is who has shown that they are here", async () => {
    await open("waiting", { ahead: "9", earliest: "2026-11-24T07:30:00Z", here: "" });

    assert.deepEqual([aids().hidden, aids().querySelector("[data-back]").hidden], [false, true]);
  });
});
