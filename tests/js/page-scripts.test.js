import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, element, location, made, settled } from "./fake-browser.js";

let printed = 0;
globalThis.print = () => (printed += 1);
body.append(element("div", { id: "api-docs", "data-document": "/api/v1/openapi.json" }));
body.append(element("button", { "data-print": "", hidden: "" }));
const docs = [];
globalThis.Redoc = { init: (...given) => docs.push(given) };
await import("../../static/js/app.js");
await import("../../static/js/call-keys.js");
await import("../../static/js/print-page.js");
await import("../../static/js/api-docs.js");
await import("../../static/js/elements/print-page.js");
const { keepOffline } = await import("../../static/js/offline.js");
const [place, printer] = body.children;

beforeEach(() => {
  body.replaceChildren();
  printed = 0;
});

describe("every page", () => {
  test("opens the dialog that a button names, and closes the one around a button", () => {
    const dialog = drawn('<dialog id="leave"><button type="button" data-closes>No</button></dialog>');
    body.append(dialog, drawn('<button type="button" data-opens="leave">Leave</button>'));

    body.children[1].click();
    const opened = dialog.open;
    dialog.children[0].click();

    assert.deepEqual([opened, dialog.open], [true, false]);
  });

  test("a button that names a dialog which is not there does nothing", () => {
    body.append(drawn('<button type="button" data-opens="nowhere">Leave</button>'));

    assert.doesNotThrow(() => body.children[0].click());
  });

  const submit = (form) => {
    const event = made("submit");
    form.dispatchEvent(event);
    return event.defaultPrevented;
  };

  test("a form is sent once, another one too, and a search as often as one likes", () => {
    const [first, second, search] = ["post", "post", "get"].map((method) => element("form", { method }));
    body.append(first, second, search);

    assert.deepEqual([first, first, second, search, search].map(submit), [false, true, false, false, false]);
  });

  test("a submit that a script has taken over does not count as sent", () => {
    const form = element("form", { method: "post" });
    body.append(form);
    form.addEventListener("submit", (event) => event.preventDefault(), { once: true });

    submit(form);

    assert.equal(submit(form), false);
  });

  test("a form that answers with a file may be sent again", () => {
    const form = element("form", { method: "post", "data-downloads": "" });
    body.append(form);

    assert.deepEqual([form, form].map(submit), [false, false]);
  });

  test("a page restored by the Back button may send its forms again", () => {
    const form = element("form", { method: "post" });
    body.append(form);
    document.forms = [form];
    submit(form);

    dispatchEvent(made("pageshow", { persisted: false }));
    const shownAnew = submit(form);
    dispatchEvent(made("pageshow", { persisted: true }));

    assert.deepEqual([shownAnew, submit(form)], [true, false]);
  });
});

describe("texts that were typed and not sent", () => {
  const leave = () => {
    const event = made("beforeunload");
    dispatchEvent(event);
    return event.defaultPrevented;
  };
  const type = (field, value) => {
    field.value = value;
    field.dispatchEvent(made("input"));
  };
  let form;
  let field;
  beforeEach(() => {
    body.className = "manage";
    form = drawn('<form method="post"><textarea name="words"></textarea><input type="checkbox" name="chosen"></form>');
    body.append(form);
    [field] = form.querySelectorAll("textarea");
  });
  afterEach(() => {
    body.className = "";
    field.value = "";
    form.querySelector("input").checked = false;
  });

  test("the browser asks before they are lost, and not once they are taken back", () => {
    assert.equal(leave(), false);
    type(field, "An answer");
    const asked = leave();
    type(field, "");

    assert.deepEqual([asked, leave()], [true, false]);
  });

  test("it asks about a tick too", () => {
    const tick = form.querySelector("input");
    tick.checked = true;
    tick.dispatchEvent(made("input"));

    assert.equal(leave(), true);
  });

  test("it does not ask when the form is being sent, nor on pages of visitors", () => {
    type(field, "An answer");
    body.className = "";
    const visitor = leave();
    body.className = "manage";
    form.dispatchEvent(made("submit"));

    assert.deepEqual([visitor, leave()], [false, false]);
  });

  test("it does not ask about a search", () => {
    const search = drawn('<form method="get"><input name="q"></form>');
    body.append(search);
    type(search.querySelector("input"), "words");

    assert.equal(leave(), false);
  });
});

describe("the keys of a feedback call", () => {
  const press = (key, more = {}, target = body) => {
    const event = made("keydown", { key, ...more });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  let pressed;
  beforeEach(() => {
    pressed = [];
    body.append(drawn('<form data-call=""><button type="button" data-key="1"></button><input name="note"></form>'));
    body.append(drawn('<section data-call=""><button type="button" data-key="4"></button></section>'));
    for (const button of body.querySelectorAll("button"))
      button.addEventListener("click", () => pressed.push(button.dataset.key));
  });

  for (const key of ["4", "۴", "٤"])
    test(`${key} presses the fourth outcome`, () => {
      assert.equal(press(key), true);
      assert.deepEqual(pressed, ["4"]);
    });

  test("a number without an outcome, a letter and a key with Ctrl press nothing", () => {
    assert.deepEqual([press("9"), press("a"), press("Enter"), press("1", { ctrlKey: true })], Array(4).fill(false));
    assert.deepEqual(pressed, []);
  });

  test("a digit typed into a field stays there", () => {
    press("1", {}, body.querySelector("input"));

    assert.deepEqual(pressed, []);
  });
});

describe("printing", () => {
  test("the button that needs a script is shown by it, and prints", () => {
    const shown = printer.hidden;
    printer.click();

    assert.deepEqual([shown, printed], [false, 1]);
  });

  test("a page waits for its fonts, and prints by its button alone", async () => {
    const page = element("print-page", {}, element("p"), element("button", { type: "button" }));
    page.connectedCallback();

    page.children[0].click();
    await settled();
    const besides = printed;
    page.children[1].click();
    const atOnce = printed;
    await settled();

    assert.deepEqual([besides, atOnce, printed], [0, 0, 1]);
  });
});

test("the documentation shows the document that its page names", () => {
  const [[address, , where]] = docs;

  assert.deepEqual([address, where === place], ["/api/v1/openapi.json", true]);
});

describe("the service worker of a phone", () => {
  const HASHED = "http://desk/static/js/live.0123456789.js";
  let told;
  let registered;
  let watched;
  const loaded = (...names) => watched({ getEntries: () => names.map((name) => ({ name })) });
  globalThis.PerformanceObserver = class {
    constructor(called) {
      watched = called;
    }
    observe(what) {
      assert.deepEqual(what, { type: "resource", buffered: true });
    }
  };
  const workers = (more = {}) => {
    const container = {
      controller: null,
      register: async (address, { scope }) => registered.push([address, scope]),
      ready: Promise.resolve({ active: { postMessage: (message) => told.push(message) } }),
      ...more,
    };
    Object.defineProperty(globalThis, "navigator", { value: { serviceWorker: container }, configurable: true });
  };
  beforeEach(() => {
    [told, registered] = [[], []];
    Object.assign(location, { origin: "http://desk", href: "http://desk/t/x" });
  });

  test("is registered for tickets alone, and told what is loaded without it", async () => {
    workers();
    await keepOffline("/t/worker.js?lang=en");
    await keepOffline("/o/north/t/worker.js");

    const scopes = registered.map(([, scope]) => scope);
    assert.deepEqual(scopes, ["/t/", "/o/north/t/"]);
    assert.deepEqual(told[0], { page: "http://desk/t/x", files: [] });
    loaded(HASHED, "http://elsewhere/static/a.js");
    assert.deepEqual(told.at(-1), { files: [HASHED] });
  });

  test("that already controls the page knows it", async () => {
    workers({ controller: {} });
    await keepOffline("/worker.js");

    assert.deepEqual([registered.length, told], [1, []]);
  });

  test("is left out where the page names none, and a refusal breaks nothing", async () => {
    workers({ register: async () => Promise.reject(new Error("no")) });
    await keepOffline("/worker.js");
    await keepOffline(undefined);

    assert.deepEqual([registered, told], [[], []]);
  });
});
