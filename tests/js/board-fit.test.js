import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { drawn, element, root } from "./fake-browser.js";

globalThis.getComputedStyle = (part) => ({ fontSize: part.fontSize ?? "10px", lineHeight: "10px", columnGap: "0" });
const { fitCaption, fitWords, keepsItsPart, leaveOutCut, lineCount } = await import("../../static/js/board-fit.js");
const { leafFoot, leafName, show } = await import("../../static/js/foot.js");

/** A part that reaches from top to bottom. */
const at = (top, bottom, part) =>
  Object.assign(part, { rect: { top, bottom, left: 0, right: 0, height: bottom - top, width: 10 } });

describe("the board above an announcement", () => {
  let stage;
  let code;
  let row;

  beforeEach(() => {
    code = at(10, 60, Object.assign(element("bdi"), { fontSize: "30px" }));
    const card = at(0, 100, element("article", { "data-card": "9" }, element("p", { class: "card-code" }, code)));
    const cards = at(0, 100, element("section", { class: "cards" }, card));
    row = at(100, 130, element("li", { "data-row": "8", "data-state": "called" }, at(105, 125, rowCode())));
    stage = at(0, 200, element("main", {}, cards, at(100, 150, element("ol", {}, row))));
  });

  const rowCode = () => element("b", { class: "row-code" });

  test("keeps its part with the newest number large and every called visitor in sight", () => {
    assert.ok(keepsItsPart(stage));
  });

  test("does not without a stage, or with a number below its size", () => {
    const small = () => {
      code.fontSize = "21px";
      return keepsItsPart(stage);
    };

    assert.deepEqual([keepsItsPart(null), small()], [false, false]);
  });

  test("does not when a called visitor's row is cut off or hidden, unless that call is the one on the card", () => {
    at(100, 152, row);
    const cut = keepsItsPart(stage);
    at(100, 130, row).hidden = true;
    const hidden = keepsItsPart(stage);
    row.setAttribute("data-kept-shown", "");

    assert.deepEqual([cut, hidden, keepsItsPart(stage)], [false, false, true]);
  });

  test("does not when the number reaches out of its card", () => {
    at(10, 102, code);

    assert.equal(keepsItsPart(stage), false);
  });
});

describe("the words of an announcement", () => {
  let words;
  /** They fit from this size on; with one language alone they need less room. */
  function tall(fits) {
    words = drawn('<div><p lang="fa">بسته است</p><p lang="en">Closed</p></div>');
    at(0, 100, words);
    for (const one of words.children)
      one.getBoundingClientRect = () => ({ top: 0, bottom: fits(words.dataset) ? 90 : 190, height: 50 });
  }

  test("are as large as they fit", () => {
    tall(({ keptSize }) => Number(keptSize) >= 3);

    assert.ok(fitWords(words));
    assert.deepEqual([words.dataset.keptSize, words.dataset.keptOnly], ["3", undefined]);
  });

  test("alternate without room for both languages, the screen's own first", () => {
    root.lang = "fa";
    tall(({ keptOnly }) => keptOnly !== undefined);

    const shown = [1, 2, 3].map((round) => fitWords(words, round) && words.dataset.keptOnly);

    assert.deepEqual(shown, ["fa", "en", "fa"]);
  });

  test("say that there is no room for them at all, also when they are too wide", () => {
    tall(() => false);
    const high = fitWords(words);
    tall(() => true);
    words.scrollWidth = 150;

    assert.deepEqual([high, fitWords(words), fitWords(null)], [false, false, true]);
  });
});

describe("the lines of the board that alternate", () => {
  let board;

  /** Services of these widths in a foot that is 100 wide, and the words of the office's name in a head of 100. */
  function lobby(widths, name = []) {
    board = drawn(
      '<lobby-board><h1 class="board-place"></h1><p class="board-total"></p><footer class="board-foot">' +
        '<h2 class="board-foot-title"></h2><ul></ul><p class="board-foot-date"></p></footer></lobby-board>',
    );
    for (const [n, wide] of widths.entries()) {
      const wait = drawn(`<li data-wait="${n}"><b class="wait-group"></b><i class="wait-band"></i></li>`);
      wait.offsetWidth = wide;
      wait.children[0].offsetWidth = wide / 2;
      board.querySelector("ul").append(wait);
    }
    for (const wide of name) {
      const word = element("span", { "data-word": wide });
      word.offsetWidth = wide;
      board.querySelector(".board-place").append(word);
    }
  }
  const seen = () =>
    board
      .querySelectorAll("[data-wait]:not([data-kept-out])")
      .map(({ dataset }) => dataset.wait + (dataset.keptPart ?? ""));
  const turns = (count) =>
    Array.from({ length: count }, (_, turn) => {
      leafFoot(board, turn);
      return board.querySelector(".board-foot").dataset.keptTells ?? seen().join();
    });
  const names = (count) =>
    Array.from({ length: count }, (_, turn) => {
      leafName(board, turn);
      return board.querySelectorAll("[data-word]:not([data-kept-out])").map(({ dataset }) => Number(dataset.word));
    });

  test("a line of services at a time, then the date, in a circle", () => {
    lobby([58, 40, 70]);

    assert.deepEqual(turns(4), ["0,1", "2", "date", "0,1"]);
  });

  test("a service too wide for a line has a page for its name and one for its wait", () => {
    lobby([150, 40]);

    assert.deepEqual(turns(3), ["0group", "0band", "1"]);
  });

  test("a name too wide for the whole foot is shown a line at a time", () => {
    lobby([300]);
    board.querySelector(".wait-group").offsetHeight = 20;

    const told = turns(3);
    leafFoot(board, 1);

    assert.deepEqual(told, ["0lines", "0lines", "0band"]);
    assert.equal(board.querySelector(".board-foot").style["--foot-line"], "1");
  });

  test("with nobody waiting the date alternates with that", () => {
    lobby([]);

    assert.deepEqual(turns(3), ["", "date", ""]);
  });

  test("the office's name stands whole, beside it how many wait", () => {
    lobby([], [40, 58]);

    assert.deepEqual(names(2), [
      [40, 58],
      [40, 58],
    ]);
    assert.equal(board.querySelector(".board-total").hasAttribute("data-kept-out"), false);
  });

  test("beside a lit lamp its word gives way first, and the count stays", () => {
    lobby([], [70, 70]);
    const [name, total] = [".board-place", ".board-total"].map((part) => board.querySelector(part));
    const lamp = element("span", { class: "board-lamp-words" });
    board.append(lamp);
    Object.defineProperty(name, "clientWidth", { get: () => (lamp.hasAttribute("data-kept-out") ? 150 : 100) });
    const kept = () => {
      leafName(board, 0);
      return [lamp, total].filter((part) => !part.hasAttribute("data-kept-out"));
    };

    board.dataset.line = "up";
    const lit = kept();
    board.dataset.line = "joining";

    assert.deepEqual([lit, kept()], [[total], [lamp]]);
  });

  test("a long name is told a few words at a time, and the count gives way", () => {
    lobby([], [70, 70]);

    assert.deepEqual(names(3), [[70], [70], [70]]);
    assert.equal(board.querySelector(".board-total").hasAttribute("data-kept-out"), true);
  });
});

describe("what has no room", () => {
  const within = (left, right, part) => {
    part.rect = { top: 0, bottom: 10, left, right, height: 10, width: right - left };
    return part;
  };

  test("places at the end of a caption are left out, number and counter never", () => {
    const place = element("span");
    const box = within(0, 25, element("p", {}, place));
    place.getBoundingClientRect = () => ({ top: 0, bottom: 10, left: 0, right: place.textContent.length });
    const fitted = (text) => {
      fitCaption(place, text);
      return place.textContent;
    };

    const whole = fitted("Number 7, to counter 3");
    const shorter = fitted("Number 7, to counter 3, Room 104, First floor");
    box.rect.right = 5;

    assert.deepEqual([whole, shorter], ["Number 7, to counter 3", "Number 7, to counter 3"]);
    assert.equal(fitted("Number 7, to counter 3, Room 104"), "Number 7, to counter 3");
  });

  test("the place of a row is left out rather than cut", () => {
    const [short, long] = [element("p", { class: "row-place" }), element("p", { class: "row-place" })];
    const rows = [within(0, 50, element("li", { class: "row" }, within(10, 50, short)))];
    rows.push(within(0, 50, element("li", { class: "row" }, within(-10, 50, long))));

    leaveOutCut(element("lobby-board", {}, ...rows));

    assert.deepEqual(
      [short, long].map((place) => place.hasAttribute("data-kept-out")),
      [false, true],
    );
  });

  test("a text has at least one line", () => {
    const text = Object.assign(element("p"), { offsetHeight: 29 });
    const none = Object.assign(element("p"), { offsetHeight: 0 });

    assert.deepEqual([lineCount(text), lineCount(none)], [3, 1]);
  });
});

test("what is not shown is kept out, and comes back", () => {
  const parts = [element("p"), element("p")];

  show(parts, [parts[0]]);
  const first = parts.map((part) => part.hasAttribute("data-kept-out"));
  show(parts, parts);

  assert.deepEqual(first, [false, true]);
  assert.ok(parts.every((part) => !part.hasAttribute("data-kept-out")));
});
