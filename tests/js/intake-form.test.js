import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, element, made, settled, type } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

await import("../../static/js/elements/intake-form.js");

let intake;
let asked;
let answer;
let sent;
globalThis.fetch = (address, { headers, body: fields }) => {
  asked.push([address, String(fields), headers["X-CSRFToken"]]);
  return answer(String(fields));
};
const html = (text) => ({ ok: true, redirected: false, text: async () => `<p>${text}</p>` });
const field = (name) => intake.querySelector(`[name="${name}"]`);
const near = () => intake.querySelector("[data-near-list]").textContent;

function open(more = "") {
  intake = drawn(
    '<intake-form data-near="/near" data-caller="/caller" data-refer-words="Send to {unit}"><form>' +
      '<select name="category"><option value="">-</option><option value="lamp" data-unit="Light" data-open="">Lamp</option>' +
      '<option value="dig" data-permit="" data-open="">Digging</option><option value="secret">Secret</option><option value="thanks" data-kind="praise">Thanks</option></select>' +
      '<input name="address"><input name="district"><input name="phone"><fieldset><p><label><input type="checkbox" name="refer">' +
      `<span>Send at once</span></label></p></fieldset>${more}` +
      '<button aria-keyshortcuts="Control+Enter">Register</button></form>' +
      "<section data-near-list></section><section data-caller-list></section></intake-form>",
  );
  body.append(element("meta", { name: "csrf-token", content: "secret" }), intake);
  sent = 0;
  intake.addEventListener("submit", () => (sent += 1));
  intake.connectedCallback();
}

beforeEach(() => {
  restart();
  body.replaceChildren();
  document.listeners = [];
  asked = [];
  answer = async () => html("two alike");
});

const choose = (value) => {
  field("category").value = value;
  field("category").dispatchEvent(made("change"));
};

describe("the kind of a message", () => {
  const kinds =
    '<select name="kind"><option value="criticism" selected>Criticism</option><option value="praise">Praise</option>' +
    '<option value="report">Report</option></select><p data-kind-note hidden>The subject sets the kind.</p>';
  const disabled = () => [...field("kind").options].filter((option) => option.disabled).map((option) => option.value);

  test("follows a subject that has one, is shown, and comes back with another subject", () => {
    open(kinds);
    field("kind").value = "criticism";
    choose("thanks");

    assert.equal(field("kind").value, "praise");
    assert.equal(intake.querySelector("[data-kind-note]").hidden, false);
    assert.deepEqual(disabled(), ["criticism"]);

    choose("lamp");

    assert.equal(field("kind").value, "criticism");
    assert.equal(intake.querySelector("[data-kind-note]").hidden, true);
    assert.deepEqual(disabled(), []);
  });

  test("stays a confidential report whatever it is about", () => {
    open(kinds);
    field("kind").value = "report";
    choose("thanks");

    assert.equal(field("kind").value, "report");
  });
});

describe("the form of the intake desk", () => {
  test("asks for similar messages when typing rests, once for the same words", async () => {
    open();
    choose("lamp");
    type(field("address"), "Azadi 5");
    pass(300);
    await settled();
    type(field("address"), "Azadi 5");
    pass(300);
    await settled();

    assert.deepEqual(asked, [["/near", "category=lamp&address=Azadi+5", "secret"]]);
    assert.equal(near(), "two alike");
  });

  test("a district alone is too little to ask with", async () => {
    open();

    type(field("district"), "3");
    pass(300);
    await settled();

    assert.deepEqual(asked, []);
  });

  test("the answer to an older question is dropped, and a failure keeps what is shown", async () => {
    open();
    const waiting = [];
    answer = () => new Promise((done) => waiting.push(done));
    for (const address of ["Azadi", "Enghelab"]) {
      type(field("address"), address);
      pass(300);
    }
    waiting[1](html("of Enghelab"));
    waiting[0](html("of Azadi"));
    await settled();
    answer = async () => ({ ok: false });
    type(field("address"), "Vali");
    pass(300);
    await settled();

    assert.equal(near(), "of Enghelab");
  });

  test("asks for a caller's earlier messages once the number is whole, in any digits", async () => {
    open();

    type(field("phone"), "۰۲۱۸۸۷");
    pass(300);
    await settled();
    const early = asked.length;
    type(field("phone"), "۰۲۱ ۸۸۷ ۷۷");
    pass(300);
    await settled();

    assert.deepEqual([early, asked.map(([address]) => address)], [0, ["/caller"]]);
  });

  test("follows the category: its unit, its permit, and no referral for what stays closed", () => {
    open();
    const refer = () => [field("refer").nextElementSibling.textContent, field("refer").closest("fieldset").hidden];
    const before = refer();

    choose("lamp");
    const lamp = refer();
    choose("dig");
    const dig = [...refer(), intake.hasAttribute("data-wants-permit")];
    choose("secret");

    assert.deepEqual(
      [before, lamp],
      [
        ["Send at once", false],
        ["Send to Light", false],
      ],
    );
    assert.deepEqual(dig, ["Send at once", false, true]);
    assert.deepEqual([refer()[1], intake.hasAttribute("data-wants-permit")], [true, false]);
  });

  test("its keys press the buttons that name them, from anywhere on the page", () => {
    open();
    const press = (key, more) => {
      const event = made("keydown", { key, code: key, ...more });
      body.dispatchEvent(event);
      return event.defaultPrevented;
    };

    assert.deepEqual([press("Enter", { ctrlKey: true }), press("F8"), press("Enter")], [true, false, false]);
    assert.equal(sent, 1);
  });

  test("goes on to the address when the category is taken, and begins with the field that was wrong", () => {
    open('<input name="subject" aria-invalid="true">');
    const first = document.activeElement.name;

    intake.dispatchEvent(made("category-taken"));

    assert.deepEqual([first, document.activeElement.name], ["subject", "address"]);
  });
});
