import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, location, made, settled, type } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

await import("../../static/js/elements/find-list.js");
await import("../../static/js/elements/find-ticket.js");

let one;
let pressed;

function open(html, around) {
  const outer = drawn(around ?? "<div></div>");
  body.append(outer);
  (outer.querySelector("form") ?? outer).append(drawn(html));
  one = outer.querySelector("find-list") ?? outer.querySelector("find-ticket");
  one.connectedCallback();
  pressed = [];
  one.addEventListener(
    "click",
    ({ target }) => target.tag === "button" && pressed.push(target.id || target.textContent),
  );
  return outer;
}

beforeEach(() => {
  restart();
  document.activeElement = body;
});
afterEach(() => body.replaceChildren());

function key(name, target) {
  const event = made("keydown", { key: name });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

describe("a list with a search field", () => {
  const LIST =
    '<find-list><input type="search"><p data-found></p>' +
    '<section data-group><button type="button" id="cash" data-choice="Cashier صندوق"></button></section>' +
    '<section data-group><button type="button" id="permit" data-choice="Permits پروانه"></button>' +
    '<button type="button" id="info" data-choice="Information اطلاعات"></button></section></find-list>';
  const field = () => one.querySelector("input");
  const left = () => one.left.map(({ id }) => id);

  test("is filtered in any spelling, with its empty groups, and tells how many are left", () => {
    open(LIST);

    type(field(), "پروانه");

    assert.deepEqual(left(), ["permit"]);
    assert.deepEqual(
      one.querySelectorAll("[data-group]").map((group) => group.hasAttribute("data-kept-out")),
      [true, false],
    );
    assert.equal(one.querySelector("[data-found]").textContent, "1 found");
    type(field(), "zzz");
    assert.deepEqual([left(), one.querySelector("[data-found]").textContent], [[], "Nothing found"]);
  });

  test("is whole again when its form is emptied", () => {
    const outer = open(LIST, "<div><form></form></div>");
    type(field(), "cash");

    outer.querySelector("form").reset();
    pass(1);

    assert.deepEqual([left().length, one.querySelector("[data-found]").textContent], [3, ""]);
  });

  test("Enter in the field presses the only match, or goes to the first of several", () => {
    open(LIST);
    type(field(), "cash");
    key("Enter", field());
    type(field(), "i");

    assert.ok(key("Enter", field()));

    assert.deepEqual([pressed, document.activeElement.id], [["cash"], "cash"]);
  });

  test("arrows walk down the matches and up to the field again", () => {
    open(LIST);
    type(field(), "r");
    field().focus();
    const way = [];

    for (const name of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) {
      key(name, document.activeElement);
      way.push(document.activeElement.id || "field");
    }

    assert.deepEqual(left(), ["cash", "permit", "info"]);
    assert.deepEqual(way, ["cash", "permit", "info", "field", "field"]);
  });

  test("Escape closes the dialog around it instead of emptying the field", () => {
    const dialog = open(LIST, "<dialog open></dialog>");

    assert.deepEqual([key("Escape", field()), dialog.open], [true, false]);
    assert.equal(key("a", field()), false);
  });
});

describe("a ticket looked up by its number", () => {
  let asked;
  let answers;
  const FOUND = '<p>B42</p><button type="button" id="call">Call</button>';
  const field = () => one.querySelector("input");
  const found = () => one.querySelector("[data-found]").textContent;
  const refused = () => one.querySelector("[data-refused]").textContent;

  beforeEach(() => {
    asked = [];
    location.reloads = 0;
    answers = async () => ({ status: 200, redirected: false, json: async () => ({ html: FOUND }) });
    globalThis.fetch = (address) => {
      asked.push(address.searchParams.get("code"));
      return answers(asked.at(-1));
    };
    open(
      '<find-ticket><form data-lookup action="http://desk/counters/3/tickets"><input name="code"></form>' +
        "<section data-found></section><p data-refused></p></find-ticket>",
    );
  });

  test("is asked for when typing rests", async () => {
    for (const text of ["B", "B4", "B42"]) {
      type(field(), text);
      pass(200);
    }
    const early = asked.length;
    pass(100);
    await settled();

    assert.deepEqual([early, asked, found()], [0, ["B42"], "B42Call"]);
  });

  test("Enter asks at once and goes to its first action; Enter again presses it", async () => {
    field().value = " B42 ";
    one.form.requestSubmit();
    await settled();
    const focused = document.activeElement.id;
    one.form.requestSubmit();
    await settled();

    assert.deepEqual([asked, focused, pressed], [["B42"], "call", ["call"]]);
  });

  test("an answer that comes after the number has changed is not shown", async () => {
    let late;
    answers = () => new Promise((done) => (late = done));
    type(field(), "B42");
    pass(300);
    field().value = "B43";

    late({ status: 200, redirected: false, json: async () => ({ html: FOUND }) });
    await settled();

    assert.equal(found(), "");
  });

  test("that is not there says so, and a failure too", async () => {
    answers = async () => ({ status: 404, redirected: false, json: async () => ({ detail: "No such ticket." }) });
    type(field(), "B99");
    pass(300);
    await settled();
    const unknown = refused();
    answers = async () => Promise.reject(new TypeError("network"));
    type(field(), "B98");
    pass(300);
    await settled();

    assert.deepEqual([unknown, refused()], ["No such ticket.", "This did not work. Please try again."]);
  });

  test("somebody who was signed out is led to the page of that", async () => {
    answers = async () => ({ status: 401, redirected: false });
    type(field(), "B42");
    pass(300);
    await settled();

    assert.equal(location.reloads, 1);
  });

  test("an emptied field asks nothing and shows nothing", async () => {
    type(field(), "B42");
    pass(300);
    await settled();

    type(field(), " ");
    pass(300);
    await settled();

    assert.deepEqual([asked, found()], [["B42"], ""]);
  });

  test("taken out of the page it asks no more", () => {
    type(field(), "B42");
    one.disconnectedCallback();
    pass(1000);

    assert.deepEqual(asked, []);
  });
});
