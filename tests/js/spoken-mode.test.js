import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, made, root, settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

const { Listening } = await import("../../static/js/spoken-mode.js");

const say = (text, more = "") => `data-say="${text}" data-say-key="k" ${more}`;
let shell;
let listening;
let heard;
let pressed;

const PAGE =
  `<main lang="en" data-page="home" ${say("Choose a service.")}><a href="/a" id="a" ${say("Permits")}>A</a>` +
  `<a href="/b" id="b" ${say("Cashier")}>B</a><a href="/c" id="c" hidden ${say("Hidden")}>C</a></main>`;
const AIDS =
  `<button type="button" id="listen" data-listen lang="en" ${say("Listen")} data-say-on="Stop listening" data-say-on-key="k" ` +
  'data-say-keys="Press space to go on." data-say-keys-key="k" data-say-touch="Slide a finger." data-say-touch-key="k" ' +
  'data-say-off="Ended." data-say-off-key="k" data-say-again="From the beginning." data-say-again-key="k"></button>' +
  `<b data-volume="1" lang="en" ${say("Louder")}></b><b data-volume="-1" lang="en" ${say("Quieter")}></b>` +
  `<p data-caption></p><div data-away hidden><p lang="en" ${say("Connection lost.")}></p></div>`;

/** A kiosk that shows this page, without a sound card: the captions tell what is spoken. */
function open(main = PAGE) {
  page.listeners = [];
  shell = drawn(`<kiosk-shell>${main}${AIDS}</kiosk-shell>`);
  body.replaceChildren(shell);
  Object.assign(shell, {
    main: shell.querySelector("main"),
    away: false,
    touched: 0,
    here: () => (shell.touched += 1),
  });
  [heard, pressed] = [[], []];
  shell.addEventListener("deskq:uttered", ({ detail }) => heard.push(detail.text));
  shell.addEventListener("click", ({ target }) => pressed.push(target.id));
  listening = new Listening(shell);
}

/** Everything that is due to be spoken is. */
async function spoken() {
  for (let n = 0; n < 12; n += 1) {
    await settled(3);
    pass(2000);
  }
  await settled(3);
}

async function press(name, more = {}) {
  heard = [];
  const event = made("keydown", { key: name, ...more });
  (more.on ?? body).dispatchEvent(event);
  await spoken();
  return event.defaultPrevented;
}

beforeEach(() => {
  restart();
  root.lang = "en";
  root.removeAttribute("data-spoken");
  document.activeElement = body;
});

describe("the spoken mode", () => {
  test("begins with the space bar, explains its keys and reads the page", async () => {
    open();

    assert.ok(await press(" "));

    assert.deepEqual(heard, ["Press space to go on.", "Choose a service."]);
    assert.deepEqual([listening.on, shell.querySelector("#listen").ariaPressed], [true, "true"]);
    assert.equal(shell.querySelector("[data-caption]").textContent, "Choose a service.");
  });

  test("a space typed into a field does not begin it", async () => {
    open();
    const field = drawn("<input>");
    shell.append(field);

    assert.equal(await press(" ", { on: field }), false);
    assert.equal(listening.on, false);
  });

  test("begun by a finger, it explains the finger", async () => {
    open();

    listening.start("touch");
    await spoken();

    assert.equal(heard[0], "Slide a finger.");
  });

  test("goes through the visible choices and round, and chooses the one that was read", async () => {
    open();
    await press(" ");

    await press(" ");
    const first = [...heard];
    await press("ArrowDown");
    const second = [...heard];
    await press("Enter");

    assert.deepEqual([first, second, pressed, document.activeElement.id], [["Permits"], ["Cashier"], ["b"], "b"]);
    await press(" ");
    const third = [...heard];
    await press(" ");
    assert.deepEqual([third, heard], [["Stop listening"], ["From the beginning.", "Permits"]]);
    await press("ArrowUp");
    assert.deepEqual(heard, ["From the beginning.", "Stop listening"]);
  });

  test("Enter before any choice reads the page again, and a key held down chooses once", async () => {
    open();
    await press(" ");

    await press("Enter");
    const again = [...heard];
    await press(" ");
    await press("Enter", { repeat: true });

    assert.deepEqual([again, pressed], [["Choose a service."], []]);
  });

  test("reads the choice again, and speaks louder and quieter within its steps", async () => {
    open();
    await press(" ");
    await press(" ");
    await press("r");
    const again = [...heard];

    await press("+");
    const louder = [heard[0], root.dataset.loud];
    for (let n = 0; n < 6; n += 1) await press("-");

    assert.deepEqual([again, louder, root.dataset.loud], [["Permits"], ["Louder", "4"], "1"]);
  });

  test("ends with its key, says so, and the next visitor's page is silent", async () => {
    open();
    await press(" ");
    await press("F1");
    const end = [...heard];
    listening.arrive();
    await spoken();

    assert.deepEqual([end, listening.on, root.dataset.loud], [["Ended."], false, undefined]);
    assert.deepEqual(heard, ["Ended."]);
  });

  test("reads a page that follows, a ticket twice", async () => {
    open(`<main lang="en" data-page="ticket" ${say("B42")}></main>`);
    listening.start();
    await spoken();
    heard = [];

    listening.arrive();
    await spoken();

    assert.deepEqual(heard, ["B42", "B42"]);
  });

  test("says that the connection is lost, and takes no keys meanwhile", async () => {
    open();
    await press(" ");
    heard = [];
    listening.lost();
    await spoken();
    const lost = [...heard];
    shell.away = true;

    assert.deepEqual([lost, await press("Enter"), heard], [["Connection lost."], false, []]);
  });

  test("keys of the browser are left alone", async () => {
    open();
    await press(" ");

    assert.deepEqual([await press("r", { ctrlKey: true }), await press("x")], [false, false]);
  });
});

describe("the spoken mode by touch", () => {
  const touch = async (type, on, more = {}) => {
    document.elementFromPoint = () => on;
    const event = made(type, {
      isTrusted: true,
      clientX: more.x ?? 5,
      clientY: 5,
      buttons: 1,
      detail: 1,
      timeStamp: performance.now(),
      ...more,
    });
    on.dispatchEvent(event);
    await settled(3);
    return event.defaultPrevented;
  };
  const tap = async (on) => {
    await touch("pointerdown", on);
    pass(20);
    await touch("pointerup", on);
  };

  beforeEach(async () => {
    open();
    await press(" ");
    heard = [];
  });

  test("a sliding finger reads what is under it, once", async () => {
    const a = shell.querySelector("#a");
    await touch("pointerdown", a);
    await touch("pointermove", a, { x: 40 });
    await touch("pointermove", a, { x: 50 });
    await spoken();

    assert.deepEqual([heard, pressed], [["Permits"], []]);
  });

  test("a single tap reads after a moment, and a double tap chooses what was read", async () => {
    const a = shell.querySelector("#a");
    await tap(a);
    pass(500);
    await spoken();
    const read = [...heard];
    await tap(a);
    pass(100);
    await tap(a);

    assert.deepEqual([read, pressed], [["Permits"], ["a"]]);
  });

  test("the press that a finger causes by itself reaches nobody; one by a script does", async () => {
    const a = shell.querySelector("#a");

    assert.deepEqual([await touch("click", a), pressed], [true, []]);
    a.click();
    assert.deepEqual(pressed, ["a"]);
  });
});
