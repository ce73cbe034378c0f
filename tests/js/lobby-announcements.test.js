import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, FakeElement, made, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

let reduced = false;
globalThis.matchMedia = () => ({ matches: reduced });
globalThis.getComputedStyle = (part) => ({ fontSize: part.tag === "html" ? "10px" : "30px" });
FakeElement.tags.video = class extends FakeElement {
  paused = true;
  readyState = 4;
  currentTime = 3;

  async play() {
    this.paused = false;
  }

  pause() {
    this.paused = true;
  }
};
await import("../../static/js/elements/lobby-announcements.js");

let board;
let list;

function open(html, stage = '<main class="board-stage"></main>') {
  board = drawn(`<lobby-board data-line="up">${stage}<lobby-announcements>${html}</lobby-announcements></lobby-board>`);
  body.append(board);
  list = board.querySelector("lobby-announcements");
  list.connectedCallback();
}

const text = (id, seconds = 10) => `<article id="${id}" data-seconds="${seconds}"></article>`;
const media = (id, tag) => `<article id="${id}" data-seconds="10"><${tag} src="/${id}"></article>`;
const shown = () => list.querySelector("[data-kept-shown]")?.id ?? null;
const call = (number) =>
  board
    .querySelector(".board-stage")
    .append(drawn(`<p data-card="${number}"><b class="card-code"><bdi></bdi></b></p>`));
const tell = (type, detail) => board.dispatchEvent(Object.assign(made(type), { detail }));

beforeEach(() => {
  restart();
  reduced = false;
  body.replaceChildren();
});
afterEach(() => list.disconnectedCallback());

describe("announcements between calls", () => {
  test("take turns, each for its seconds", () => {
    open(text("a", 10) + text("b", 5));
    const turns = [shown()];

    for (const seconds of [9.9, 0.1, 5, 10]) {
      pass(seconds * 1000);
      turns.push(shown());
    }

    assert.deepEqual(turns, ["a", "a", "b", "a", "b"]);
  });

  test("a call hides them at once and has the board for twenty seconds", () => {
    open(text("a"));
    const before = [shown(), list.hasAttribute("data-kept-showing")];

    tell("deskq:cue");
    const during = [shown(), list.hasAttribute("data-kept-showing")];
    pass(19_900);
    const late = shown();
    pass(200);

    assert.deepEqual([before, during, late, shown()], [["a", true], [null, false], null, "a"]);
  });

  test("the board's own time for a call counts", () => {
    open(text("a"));
    board.dataset.fresh = "5";

    tell("deskq:cue");
    pass(5100);

    assert.equal(shown(), "a");
  });

  test("a call that comes with the state alone hides them too, and the same state does not", () => {
    open(text("a"));

    tell("deskq:state");
    const same = shown();
    call(7);
    tell("deskq:state");
    const fresh = shown();
    pass(21_000);
    tell("deskq:state");

    assert.deepEqual([same, fresh, shown()], ["a", null, "a"]);
  });

  test("are hidden while the board is not live", () => {
    open(text("a"));

    board.dataset.line = "down";
    tell("deskq:line", { line: "down" });
    const away = shown();
    board.dataset.line = "up";
    tell("deskq:line", { line: "up" });

    assert.deepEqual([away, shown()], [null, "a"]);
  });

  test("one that leaves no room for the calls is not shown", () => {
    const cut = '<main class="board-stage"><ol><li data-row="7" data-state="called" hidden></li></ol></main>';
    open(text("a"), cut);

    assert.equal(shown(), null);
  });
});

describe("announcements with a picture or a video", () => {
  test("wait until it is loaded, and are left out when it cannot be, until the connection is back", () => {
    open(text("a") + media("picture", "img"));
    const picture = list.querySelector("img");

    pass(10_000);
    const unloaded = shown();
    Object.assign(picture, { complete: true, naturalWidth: 100 });
    pass(10_000);
    const loaded = shown();
    picture.dispatchEvent(new Event("error"));
    const failed = shown();
    tell("deskq:line", { line: "up" });
    pass(10_000);

    assert.deepEqual([unloaded, loaded, failed, shown()], ["a", "picture", "a", "picture"]);
    assert.equal(picture.src, "/picture");
  });

  const video = () => {
    open('<article id="v" data-seconds="10"><video src="/v"></video></article>');
    return list.querySelector("video");
  };

  test("a video plays without sound, and a call stops it at its beginning", async () => {
    const one = video();
    await settled();
    const plays = [one.paused, one.muted];

    tell("deskq:cue");

    assert.deepEqual([plays, one.paused, one.currentTime], [[false, true], true, 0]);
  });

  test("with reduced motion a video stands still", () => {
    reduced = true;

    assert.equal(video().paused, true);
    assert.equal(shown(), "v");
  });
});

test("announcements taken out of the page listen no more", () => {
  open(text("a") + text("b"));

  list.disconnectedCallback();
  pass(60_000);
  tell("deskq:cue");

  assert.equal(shown(), "a");
});
