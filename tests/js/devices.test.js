import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, element, location, made, parse, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
await import("../../static/js/elements/import-progress.js");
await import("../../static/js/elements/pairing-wait.js");
await import("../../static/js/elements/tablet-rating.js");

let asked;
let answer;
globalThis.fetch = async (address, options = {}) => {
  asked.push([String(address), String(options.body ?? "")]);
  if (answer instanceof Error) throw answer;
  return answer;
};
globalThis.DOMParser = class {
  parseFromString(html) {
    return element("html", {}, ...parse(html));
  }
};

beforeEach(() => {
  restart();
  asked = [];
  location.reloads = 0;
});

describe("a device that waits to be paired", () => {
  let wait;
  beforeEach(() => {
    answer = { json: async () => ({ paired: false }) };
    wait = element("pairing-wait", { "data-status": "/devices/status" });
    wait.connectedCallback();
  });
  afterEach(() => wait.disconnectedCallback());

  test("asks every two seconds, and loads its page once it is paired", async () => {
    pass(4100);
    await settled();
    const before = location.reloads;
    answer = { json: async () => ({ paired: true }) };
    pass(2000);
    await settled();

    assert.deepEqual([asked.length, asked[0][0], before, location.reloads], [3, "/devices/status", 0, 1]);
  });

  test("goes on asking when the server does not answer", async () => {
    answer = new TypeError("network");
    pass(2100);
    await settled();
    answer = { json: async () => ({ paired: true }) };
    pass(2000);
    await settled();

    assert.equal(location.reloads, 1);
  });

  test("fetches a new code when the old one has expired", async () => {
    pass(5 * 60_000 - 10_000);
    await settled();
    const before = location.reloads;
    pass(12_000);
    await settled();

    assert.equal(before, 0);
    assert.ok(location.reloads > 0);
  });

  test("asks no more when it is not there", () => {
    wait.disconnectedCallback();
    pass(60_000);

    assert.deepEqual(asked, []);
  });
});

describe("the tablet that asks for a rating", () => {
  const NEXT =
    '<main data-live=""></main><p data-asks=""><b>Why?</b><input type="radio" name="answer-once" value="4"></p><p data-door="">Complain?</p>';
  let tablet;
  let shown;
  const part = (name) => tablet.querySelector(`[data-${name}]`);
  const words = () => part("problem").textContent;

  beforeEach(async () => {
    shown = 0;
    answer = { ok: true, text: async () => NEXT };
    Idiomorph.morph = () => (shown += 1);
    tablet = drawn(
      '<tablet-rating data-screen="tablet" data-counter="3" data-version="1" data-epoch="e"><main data-live>' +
        '<form action="/tablet/rating" id="faces"><input type="hidden" name="visit" value="v1">' +
        '<button name="score" value="5" id="happy">5</button></form></main>' +
        '<form data-more hidden action="/tablet/comment" id="more"><input type="hidden" name="visit">' +
        '<section data-step="asks" hidden><h2 id="asked">Thanks</h2><p data-asks></p></section><section data-step="words" hidden>' +
        '<h2 id="about">About?</h2><input type="checkbox" name="reasons" value="order"><textarea name="words"></textarea></section>' +
        '<p data-door></p><button type="button" data-next>Next</button><button id="send" data-sends-words>Send</button>' +
        '<button type="button" data-enough>Enough</button></form><p data-thanks hidden></p><p data-problem></p>' +
        "<p data-line-words></p></tablet-rating>",
    );
    body.append(element("meta", { name: "csrf-token", content: "secret" }), tablet);
    tablet.connectedCallback();
    await settled();
    asked = [];
  });
  afterEach(() => {
    tablet.disconnectedCallback();
    body.replaceChildren();
  });

  const tap = async () => {
    tablet.querySelector("#happy").click();
    await settled();
  };

  test("takes one tap, and asks one question about that visit", async () => {
    tablet.querySelector("#happy").click();
    await tap();

    assert.deepEqual(asked, [["/tablet/rating", "visit=v1&score=5"]]);
    assert.deepEqual(
      [part("more").hidden, part("asks").textContent, part("door").textContent],
      [false, "Why?", "Complain?"],
    );
    assert.deepEqual([tablet.querySelector("#more").elements.visit.value, document.activeElement.id], ["v1", "asked"]);
  });

  test("a touch that answers the question goes on to the comment, a key only chooses", async () => {
    await tap();
    const choice = tablet.querySelector("[name=answer-once]");
    const step = () => document.activeElement.id;

    choice.checked = true;
    part("asks").dispatchEvent(made("keydown"));
    part("asks").dispatchEvent(made("change"));
    const keyed = step();
    part("asks").dispatchEvent(made("pointerdown"));
    part("asks").dispatchEvent(made("change"));

    assert.deepEqual([keyed, step(), part("next").hidden, part("sends-words").hidden], ["asked", "about", true, false]);
  });

  test("that is all: the answer is sent, what was begun after it is not", async () => {
    await tap();
    tablet.querySelector("[name=answer-once]").checked = true;
    part("next").click();
    tablet.querySelector("textarea").value = "No, not this.";

    part("enough").click();
    await settled();

    assert.deepEqual(asked.at(-1), ["/tablet/comment", "visit=v1&answer-once=4&words="]);
  });

  test("thanks for six seconds when nothing is added", async () => {
    await tap();

    part("enough").click();
    const thanks = [part("more").hidden, part("thanks").hidden];
    pass(5900);
    const still = part("thanks").hidden;
    pass(200);

    assert.deepEqual([thanks, still, part("thanks").hidden], [[true, false], false, true]);
  });

  test("sends what was written when it is left alone, and each touch gives more time", async () => {
    await tap();
    tablet.querySelector("textarea").value = "Quick.";

    pass(11_000);
    part("more").dispatchEvent(made("pointerdown"));
    pass(11_000);
    const before = asked.length;
    pass(1100);
    await settled();

    assert.deepEqual([before, asked.at(-1)], [1, ["/tablet/comment", "visit=v1&words=Quick."]]);
    assert.equal(part("thanks").hidden, false);
  });

  test("left alone with nothing written thanks and sends nothing", async () => {
    await tap();

    pass(12_100);
    await settled();

    assert.deepEqual([asked.length, part("thanks").hidden], [1, false]);
  });

  test("what the visitor before has written is not seen by the next one", async () => {
    await tap();
    tablet.querySelector("textarea").value = "Secret.";
    tablet.dispatchEvent(made("deskq:state"));
    const same = part("more").hidden;

    part("live").append(element("section", { class: "awake" }));
    tablet.dispatchEvent(made("deskq:state"));

    assert.deepEqual([same, part("more").hidden, tablet.querySelector("textarea").value], [false, true, ""]);
  });

  test("a refusal is told for six seconds, and the next tap counts", async () => {
    answer = { ok: false, json: async () => ({ detail: "Rated already." }) };

    await tap();
    const told = words();
    pass(6100);
    await tap();

    assert.deepEqual([told, asked.length, shown], ["Rated already.", 2, 0]);
    pass(6100);
    assert.equal(words(), "");
  });
});

describe("the progress of an import", () => {
  let progress;
  let bar;
  beforeEach(() => {
    answer = { json: async () => ({ state: "running", done: 40, total: 130 }) };
    bar = element("progress", {});
    progress = element("import-progress", { "data-address": "/progress", "data-state": "running" }, bar);
    progress.connectedCallback();
  });
  afterEach(() => progress.disconnectedCallback());

  test("moves every second, and the next page is shown when it is over", async () => {
    pass(1100);
    await settled();
    const moved = [bar.value, bar.max, location.reloads];
    answer = { json: async () => ({ state: "done", done: 130, total: 130 }) };
    pass(1000);
    await settled();

    assert.deepEqual([moved, location.reloads], [[40, 130, 0], 1]);
  });
});
