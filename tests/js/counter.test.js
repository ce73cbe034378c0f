import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { DOUBLE, fullWords, Presses, problemWords, send } from "../../static/js/commands.js";
import { belongsToField, shortcut } from "../../static/js/keys.js";

describe("presses", () => {
  test("the second of a double press is an echo", () => {
    const presses = new Presses();

    const taken = [0, DOUBLE - 1, DOUBLE + 1].map((at) => presses.take("big", at));

    assert.deepEqual(taken, ["taken", "echo", "taken"]);
  });

  test("two buttons meant one after the other are both taken", () => {
    const presses = new Presses();

    assert.deepEqual([presses.take("big", 0), presses.take("hold", 60)], ["taken", "taken"]);
  });

  test("while an answer is awaited the same button is an echo, and another is told that it came too early", () => {
    const presses = new Presses();
    presses.take("big", 0);
    presses.busy = true;

    assert.deepEqual([presses.take("big", 5000), presses.take("hold", 5000)], ["echo", "early"]);
  });

  test("a button rests for the time of a double press, and looks pressed meanwhile", () => {
    const presses = new Presses();
    presses.take("big", 0);

    assert.deepEqual([presses.rest(0), presses.rest(DOUBLE - 1), presses.rest(DOUBLE + 9)], [DOUBLE, 1, 0]);
  });
});

describe("a command", () => {
  const answering =
    (status, body, more = {}) =>
    async () => ({
      ok: status < 400,
      status,
      redirected: false,
      json: async () => body,
      ...more,
    });

  test("goes with the token and comes back as a state", async () => {
    let sent;
    const fetcher = (address, options) => {
      sent = { address, ...options };
      return answering(200, { version: 9, html: "<p>" })();
    };

    const state = await send("/counters/3/calls", { turn: "4" }, "secret", fetcher);

    assert.deepEqual(state, { version: 9, html: "<p>" });
    assert.equal(sent.headers["X-CSRFToken"], "secret");
    assert.equal(sent.headers["X-Fragment"], "1");
    assert.equal(String(sent.body), "turn=4");
  });

  test("that is refused says why", async () => {
    const fetcher = answering(409, { title: "No", detail: "کسی در نوبت نیست." });

    await assert.rejects(send("/x", {}, "", fetcher), { message: "کسی در نوبت نیست.", gone: false });
  });

  test("without an answer says that it is not known whether it worked", async () => {
    const fetcher = async () => {
      throw new TypeError("Failed to fetch");
    };

    await assert.rejects(send("/x", {}, "", fetcher), { message: /پاسخی از سرور نرسید/ });
  });

  test("of someone who was signed out means: start anew", async () => {
    await assert.rejects(send("/x", {}, "", answering(401, {})), { gone: true });
    await assert.rejects(send("/x", {}, "", answering(200, {}, { redirected: true })), { gone: true });
  });

  test("answered by something else than JSON still has words", async () => {
    const broken = answering(502, null, { json: () => Promise.reject(new SyntaxError("html")) });

    await assert.rejects(send("/x", {}, "", broken), { message: /انجام نشد/ });
  });

  test("has its title when there is no detail", () => assert.equal(problemWords({ title: "No" }), "No"));
});

describe("shortcuts", () => {
  test("function keys with and without shift", () => {
    assert.equal(shortcut({ key: "F9" }), "F9");
    assert.equal(shortcut({ key: "F2", shiftKey: true }), "Shift+F2");
  });

  test("letters by their place, on a Persian layout too", () => {
    assert.equal(shortcut({ key: "ظ", code: "KeyZ", ctrlKey: true }), "Control+Z");
  });

  test("plain typing and the window manager's keys are none", () => {
    assert.equal(shortcut({ key: "z", code: "KeyZ" }), null);
    assert.equal(shortcut({ key: "F4", altKey: true }), null);
    assert.equal(shortcut({ key: "Enter", code: "Enter" }), null);
  });

  test("a text field keeps its own undo", () => {
    const field = { matches: () => true };

    assert.ok(belongsToField("Control+Z", field));
    assert.ok(!belongsToField("F9", field));
  });
});

describe("what is wrong with a press", () => {
  const problem = { message: "Please check the marked fields.", fields: { minutes: "This number is too large." } };

  test("is told with the name of its field", () => {
    const words = fullWords(problem, (field) => ({ minutes: "Minutes" })[field]);

    assert.equal(words, "Please check the marked fields. Minutes: This number is too large.");
  });

  test("is told without a name where the form has no label for it", () => {
    assert.equal(
      fullWords(problem, () => undefined),
      "Please check the marked fields. This number is too large.",
    );
  });

  test("is one sentence where no field is to blame", () => {
    assert.equal(
      fullWords({ message: "Nobody is waiting." }, () => ""),
      "Nobody is waiting.",
    );
  });
});
