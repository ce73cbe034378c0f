import assert from "node:assert/strict";
import { after, beforeEach, describe, mock, test } from "node:test";

import { body, element, server, settled } from "./fake-browser.js";

mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
let board;
let time = 1000;
performance.now = () => time;
globalThis.fetch = async () => ({ ok: false });
globalThis.AudioContext = class {
  constructor() {
    throw new Error("no sound card");
  }
};
const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
Idiomorph.morph = () => {};
await import("../../static/js/elements/lobby-board.js");

const card = (call, state = "called") => element("article", { "data-card": call, "data-state": state });
const row = (call, state = "called") => element("li", { "data-row": call, "data-state": state });

/** A board of these calls, the newest first, whose socket is up. */
async function open(...calls) {
  const blank = element(
    "template",
    { "data-blank-card": "" },
    element(
      "article",
      { "data-state": "called" },
      element("b", { "data-slot": "code" }),
      element("i", { "data-slot": "place" }),
    ),
  );
  const attributes = { "data-screen": "lobby", "data-version": "1", "data-epoch": "e", "data-zone": "Asia/Tehran" };
  board = element(
    "lobby-board",
    { ...attributes, "data-volume": "50", "data-repeat": "1", "data-quiet": "" },
    element(
      "main",
      { "data-live": "", "data-distance": "6", "data-diagonal": "55" },
      element("section", { "data-cards": "" }, ...calls.map((call) => card(call))),
      element("ol", {}, ...calls.map((call) => row(call))),
      blank,
      element("p", { class: "board-place" }),
      element("p", { class: "board-total" }),
      element("footer", { class: "board-foot" }, element("h2", { class: "board-foot-title" })),
    ),
    element("p", {}, element("span", { "data-caption": "" })),
    element("p", { "data-line-words": "" }),
    element("button", { "data-sound": "", hidden: "" }),
  );
  board.connectedCallback();
  await settled();
}

const shown = () => board.querySelectorAll("[data-kept-shown]").map((part) => part.dataset.card ?? part.dataset.row);
const rang = () => globalThis.deskqRang.map(({ call, again }) => `${call}.${again}`);

beforeEach(() => {
  globalThis.deskqRang.length = 0;
  time += 1_000_000;
});
after(() => mock.timers.reset());

describe("the lobby board", () => {
  test("shows the newest call until one rings", async () => {
    await open(9, 8);

    assert.deepEqual(shown(), ["9", "9"]);
    board.disconnectedCallback();
  });

  test("a call rings once, and its card is the one that is shown", async () => {
    await open(9, 8);

    await server.send("call", { call: 8, again: 0, speech: [] });
    await server.send("call", { call: 8, again: 0, speech: [] });

    assert.deepEqual(rang(), ["8.0"]);
    assert.deepEqual(shown(), ["8", "8"]);
    assert.ok(board.querySelector('[data-card="8"]').hasAttribute("data-kept-arriving"));
    board.disconnectedCallback();
  });

  test("a call that is heard before its state is drawn from the cue", async () => {
    await open(9);

    await server.send("call", {
      call: 10,
      again: 0,
      code: "B42",
      place: { en: "Counter 3", fa: "باجهٔ ۳" },
      speech: [],
    });

    const drawn = board.querySelector('[data-card="10"]');
    assert.equal(drawn.querySelector('[data-slot="code"]').textContent, "B42");
    assert.equal(drawn.querySelector('[data-slot="place"]').textContent, "Counter 3");
    assert.deepEqual(shown(), ["10"]);
    board.disconnectedCallback();
  });

  test("when the call that rang last has left the board the newest one is shown", async () => {
    await open(9, 8);
    await server.send("call", { call: 8, again: 0, speech: [] });
    mock.timers.tick(2000); // its caption is gone

    board.querySelector("[data-cards]").children = [card(9)];
    await server.send("state", { version: 2, epoch: "e", html: "" });

    assert.deepEqual(shown(), ["9", "9"]);
    board.disconnectedCallback();
  });

  test("a recall rings again", async () => {
    await open(9);

    await server.send("call", { call: 9, again: 0, speech: [] });
    time += 60_000;
    await server.send("call", { call: 9, again: 1, speech: [] });

    assert.deepEqual(rang(), ["9.0", "9.1"]);
    board.disconnectedCallback();
  });

  test("the test call of the set-up is said in its turn, without a card, and the board answers what was heard", async () => {
    const answers = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (address, options = {}) => {
      answers.push(`${address} ${options.body ?? ""}`);
      return { ok: true, text: async () => "" };
    };
    body.append(element("meta", { name: "csrf-token", content: "secret" }));
    await open(9);
    const said = { speech: [], captions: [{ language: "en", text: "Number 000, counter 1", clips: 0 }] };

    await server.send("trial", { call: 12, again: 0, step: "sound", ...said });
    await server.send("trial", { call: 12, again: 0, step: "sound", ...said });
    mock.timers.tick(400); // there is no sound card
    await settled();
    const caption = board.querySelector("[data-caption]").textContent;
    mock.timers.tick(3000); // the caption is read
    await settled();

    assert.equal(caption, "Number 000, counter 1");
    assert.deepEqual([shown(), rang()], [["9", "9"], []]);
    assert.deepEqual(answers, ["/devices/trials/sound/12 result=silent"]);
    globalThis.fetch = fetch;
    board.disconnectedCallback();
  });

  test("says in short since when it is not live", async () => {
    await open(9);

    await server.hangUp();

    assert.match(board.querySelector("[data-line-words]").textContent, /^Offline. Last update \d\d:\d\d$/);
    board.disconnectedCallback();
  });

  test("the card, the caption and what rings tell one call, also when a state without it comes", async () => {
    await open(9, 8);
    const caption = () => board.querySelector("[data-caption]").textContent;
    const said = (call) => ({
      call,
      code: String(call),
      speech: [],
      captions: [{ language: "en", text: `Number ${call}, to counter 1`, clips: 0 }],
    });

    await server.send("call", said(8));
    const first = [shown()[0], caption()];
    board.querySelector("[data-cards]").children = [card(9)];
    await server.send("state", { version: 2, epoch: "e", html: "" });

    assert.deepEqual(first, ["8", "Number 8, to counter 1"]);
    assert.deepEqual([shown()[0], caption()], ["8", "Number 8, to counter 1"]);
    board.disconnectedCallback();
  });

  test("without a connection the caption ends at once and nothing rings until it is back", async () => {
    await open(9, 8);
    const captions = [{ language: "en", text: "Number 8, to counter 1", clips: 0 }];
    await server.send("call", { call: 8, again: 0, speech: [], captions });

    await server.hangUp();
    const ended = board.querySelector("[data-caption]").textContent;
    time += 60_000;
    await server.send("call", { call: 9, again: 0, speech: [], captions });

    assert.equal(ended, "");
    assert.deepEqual(rang(), ["8.0"]);
    board.disconnectedCallback();
  });

  test("without sound asks for a press", async () => {
    await open(9);
    await settled();

    assert.equal(board.querySelector("[data-sound]").hidden, false);
    board.disconnectedCallback();
  });
});
