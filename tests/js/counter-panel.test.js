import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, element, location, made, server, settled, type } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
await import("../../static/js/elements/counter-panel.js");
await import("../../static/js/elements/hall-panel.js");

let panel;
let asked;
let answer;
let drawnAnew;
const problem = (more) => ({ ok: false, status: 409, redirected: false, json: async () => more });
globalThis.fetch = async (address, options = {}) => {
  asked.push({ address: String(address), ...options, fields: String(options.body) });
  if (answer instanceof Error) throw answer;
  return answer;
};

const COUNTER =
  '<counter-panel data-screen="panel" data-counter="3" data-version="5" data-epoch="e" data-person="7">' +
  '<main data-live><form data-command action="/counters/3/calls"><input type="hidden" name="turn" value="4">' +
  '<button id="next" data-big aria-keyshortcuts="F9">Next</button></form>' +
  '<form data-command action="/counters/3/absence"><button id="absent" aria-keyshortcuts="F4 Shift+F4">Absent</button></form>' +
  '<p data-only="7" hidden>Undo</p><p data-only="8">Undo</p>' +
  '<button type="button" data-opens="pause">Break</button>' +
  '<button type="button" id="fold" data-folds aria-expanded="false">Waiting 3</button></main>' +
  '<dialog id="pause"><form data-command action="/counters/3/break"><input name="minutes" value="5">' +
  '<p data-refused></p><button id="go" aria-keyshortcuts="F9">Go</button>' +
  '<button type="button" data-closes>No</button></form></dialog>' +
  '<dialog id="where"><form data-command action="/counters/3/transfer"><button type="button" id="unserved" name="service" ' +
  'data-opens="why" data-service="levy" data-words="Levy">Levy</button></form></dialog>' +
  '<dialog id="why"><form data-command action="/counters/3/transfer"><input name="service" data-chosen><b data-chosen-words></b>' +
  '<p data-refused></p><button id="anyway">Send</button></form></dialog><p data-problem></p><p data-line-words></p></counter-panel>';

beforeEach(async () => {
  restart();
  pass(10_000);
  Object.assign(location, { reloads: 0 });
  [asked, drawnAnew] = [[], []];
  answer = { ok: true, status: 200, redirected: false, json: async () => ({ version: 6, epoch: "e", html: "six" }) };
  Idiomorph.morph = (_, html) => drawnAnew.push(html);
  document.activeElement = body;
  panel = drawn(COUNTER);
  body.append(element("meta", { name: "csrf-token", content: "secret" }), panel);
  panel.connectedCallback();
  await settled();
});
afterEach(() => {
  panel.disconnectedCallback();
  document.listeners = [];
  body.replaceChildren();
});

const button = (id) => panel.querySelector(`#${id}`);
const said = () => panel.querySelector("[data-problem]").textContent;
const sent = () => asked.map(({ address }) => address);
function key(name, more = {}, target = body) {
  const event = made("keydown", { key: name, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test("a service that nobody serves opens the question for a reason, and is sent with it", async () => {
  panel.querySelector("#where").showModal();

  button("unserved").click();
  const shown = ["#where", "#why"].map((id) => panel.querySelector(id).open);
  const words = panel.querySelector("[data-chosen-words]").textContent;
  button("anyway").click();
  await settled();

  assert.deepEqual([shown, words], [[false, true], "Levy"]);
  assert.deepEqual([sent(), asked[0].fields], [["/counters/3/transfer"], "service=levy"]);
});

test("a side is shown and hidden by one button", () => {
  const states = [1, 2].map(() => {
    button("fold").click();
    return button("fold").getAttribute("aria-expanded");
  });

  assert.deepEqual([states, sent()], [["true", "false"], []]);
});

describe("a press at a counter", () => {
  test("is one request with its fields and the page's token, and its answer is shown", async () => {
    button("next").click();
    await settled();

    const [{ address, method, headers, fields }] = asked;
    assert.deepEqual(
      [address, method, headers["X-CSRFToken"], fields],
      ["/counters/3/calls", "POST", "secret", "turn=4"],
    );
    assert.deepEqual([drawnAnew, panel.dataset.version, said()], [["six"], "6", ""]);
  });

  test("the second of a double press is not sent, and the button looks pressed meanwhile", async () => {
    button("next").click();
    await settled();
    const pressed = button("next").hasAttribute("data-pressed");
    button("next").click();
    await settled();
    pass(400);

    assert.deepEqual([sent().length, pressed, button("next").hasAttribute("data-pressed")], [1, true, false]);
  });

  test("on another button while an answer is awaited is not sent, and that is said", async () => {
    button("next").click();
    const [busy, waits] = [panel.hasAttribute("data-busy"), button("absent").getAttribute("aria-disabled")];
    button("absent").click();
    const early = said();
    await settled();

    assert.deepEqual([busy, waits, sent()], [true, "true", ["/counters/3/calls"]]);
    assert.match(early, /still being processed/);
    assert.deepEqual([panel.hasAttribute("data-busy"), button("absent").hasAttribute("aria-disabled")], [false, false]);
  });

  test("that is refused says why until the connection is up again", async () => {
    answer = problem({ detail: "Nobody is waiting." });

    button("next").click();
    await settled();
    const words = said();
    panel.dispatchEvent(Object.assign(made("deskq:line"), { detail: { line: "up" } }));

    assert.deepEqual([words, said()], ["Nobody is waiting.", ""]);
  });

  test("in a dialog that is refused keeps the dialog open and names the field", async () => {
    answer = problem({ detail: "Please check.", fields: { minutes: "Too large." } });
    button("pause").showModal();
    const field = panel.querySelector("[name=minutes]");
    field.labels = [element("label", {}, "Minutes ")];
    field.value = "900";

    button("go").click();
    await settled();

    assert.deepEqual([button("pause").open, field.value, said()], [true, "900", ""]);
    assert.equal(panel.querySelector("[data-refused]").textContent, "Please check. Minutes: Too large.");
  });

  test("in a dialog that works closes and empties it", async () => {
    button("pause").showModal();
    panel.querySelector("[name=minutes]").value = "9";

    button("go").click();
    await settled();

    assert.deepEqual([asked[0].fields, button("pause").open], ["minutes=9", false]);
    assert.equal(panel.querySelector("[name=minutes]").value, "5");
  });

  test("of somebody who was signed out leads to the page of that", async () => {
    answer = { ...answer, redirected: true };

    button("next").click();
    await settled();

    assert.deepEqual([location.reloads, drawnAnew], [1, []]);
  });

  test("whose button has gone leaves the focus on the big one, and one that stays keeps it", async () => {
    button("absent").click();
    await settled();
    const moved = document.activeElement.id;
    button("absent").focus();
    pass(1000);
    button("absent").click();
    await settled();

    assert.deepEqual([moved, document.activeElement.id], ["next", "absent"]);
  });
});

test("undo is for the clerk who has just closed the counter", () => {
  assert.deepEqual(
    panel.querySelectorAll("[data-only]").map(({ hidden }) => hidden),
    [false, true],
  );
});

describe("the keys of a counter", () => {
  test("press the button that names them, once while held down", () => {
    assert.deepEqual([key("F9"), key("F9", { repeat: true }), key("F4", { shiftKey: true })], [true, true, true]);
    assert.deepEqual(sent(), ["/counters/3/calls"]);
  });

  test("belong to an open dialog alone", () => {
    button("pause").showModal();

    key("F4");
    key("F9");

    assert.deepEqual(sent(), ["/counters/3/break"]);
  });

  test("never start what the browser does with them, and others do", () => {
    assert.deepEqual([key("F7"), key("F5"), key("a")], [true, false, false]);
  });

  test("a hidden button is not pressed", () => {
    button("next").hidden = true;
    key("F9");

    assert.deepEqual(sent(), []);
  });
});

test("a dialog opens with its fields as they were, and closes by its button and by a press beside it", () => {
  const [dialog, field] = [button("pause"), panel.querySelector("[name=minutes]")];
  type(field, "20");

  panel.querySelector("[data-opens]").click();
  const opened = [dialog.open, field.value];
  panel.querySelector("[data-closes]").click();
  const closed = dialog.open;
  dialog.showModal();
  dialog.click();

  assert.deepEqual([opened, closed, dialog.open], [[true, "5"], false, false]);
});

test("the hall page is a live screen", async () => {
  const hall = drawn(
    '<hall-panel data-screen="hall" data-version="1" data-epoch="e"><main data-live></main></hall-panel>',
  );
  body.append(hall);
  hall.connectedCallback();
  await settled();

  assert.deepEqual(server.asked.at(-1), ["watch", { screen: "hall", lang: "en" }]);
  await server.send("state", { version: 2, epoch: "e", html: "two" });
  assert.deepEqual(drawnAnew, ["two"]);
  hall.disconnectedCallback();
});
