import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, location, made, parse, settled, type } from "./fake-browser.js";
import {
  answer,
  answers,
  entries,
  form,
  html,
  NEXT,
  open,
  place,
  press,
  restart,
  said,
  sent,
  shown,
  steps,
  text,
  trailOf,
  travel,
} from "./fake-steps.js";

const { moved } = await import("../../static/js/step-trail.js");
const draft = await import("../../static/js/filing-draft.js");
await import("../../static/js/elements/file-pick.js");
body.append(...parse(html("what")));
await import("../../static/js/filing-steps.js");

beforeEach(restart);

describe("the place of a step in the history", () => {
  test("a new step needs an entry, a known one is gone back to, the shown one stays", () => {
    assert.deepEqual(moved(["what"], "where"), { by: null, trail: ["what", "where"] });
    assert.deepEqual(moved(["what", "where", "who"], "what"), { by: -2, trail: ["what"] });
    assert.deepEqual(moved(["what", "where"], "where"), { by: 0, trail: ["what", "where"] });
  });
});

describe("the steps of a form", () => {
  beforeEach(() => open());

  test("each become an entry, and Back brings the last one with what was typed", async () => {
    type(form().elements.body, "hole");
    await press(`[${NEXT}]`);
    assert.deepEqual([shown(), trailOf(), document.activeElement.textContent], ["where", ["what", "where"], "where"]);
    type(form().elements.body, "deep hole");

    await travel(-1);

    assert.deepEqual([shown(), text(), entries.length], ["what", "deep hole", 2]);
    await travel(1);
    assert.deepEqual([shown(), trailOf()], ["where", ["what", "where"]]);
  });

  test("the page's own Back goes back in the history too", async () => {
    await press(`[${NEXT}]`);

    await press("[value=back]");

    assert.deepEqual([shown(), place(), sent.length], ["what", 0, 2]);
  });

  test("a second press while the first is on its way is not sent", async () => {
    body.querySelector(`[${NEXT}]`).click();
    await press(`[${NEXT}]`);

    assert.deepEqual([sent.length, shown()], [1, "where"]);
  });

  test("a button that leads elsewhere is left to the browser", async () => {
    await press("[data-me-too]");

    assert.deepEqual(sent, []);
  });

  test("a filed message takes the place of its last step, and only that it was filed is remembered", async () => {
    await press(`[${NEXT}]`);
    await press(`[${NEXT}]`);
    answer(() => answers("", { redirected: true, url: "/messages/filed/1" }));

    await press(`[${NEXT}]`);

    assert.deepEqual(
      [location.replaced, draft.kept()],
      ["/messages/filed/1", { id: "key", kind: "request", filed: true }],
    );
  });

  test("Back while the message is being filed waits for the answer", async () => {
    await press(`[${NEXT}]`);
    await press(`[${NEXT}]`);
    answer((_, signal) => new Promise((_done, failed) => signal.addEventListener("abort", failed)));
    await press(`[${NEXT}]`);

    await travel(-1);

    assert.deepEqual([shown(), place(), sent.length], ["who", 2, 3]);
  });

  test("a server that does not answer leaves step, text and history as they are, and says so", async () => {
    await press(`[${NEXT}]`);
    type(form().elements.body, "hole");
    answer(() => Promise.reject(new Error("lost")));

    await press(`[${NEXT}]`);
    assert.match(said(), /did not answer/);
    await travel(-1);

    assert.deepEqual([shown(), text(), place()], ["where", "hole", 1]);
    assert.match(said(), /did not answer/);
  });

  test("a refusal that is no page is shown in the server's words", async () => {
    const problem = new Headers({ "Content-Type": "application/problem+json" });
    answer(() => answers('{"detail": "Too often."}', { ok: false, headers: problem }));

    await press(`[${NEXT}]`);

    assert.deepEqual([said(), shown()], ["Too often.", "what"]);
  });

  test("a newer travel takes the place of one that hangs", async () => {
    await press(`[${NEXT}]`);
    await press(`[${NEXT}]`);
    answer((fields, signal) =>
      fields.step === "where" ? new Promise((_, failed) => signal.addEventListener("abort", failed)) : steps(fields),
    );
    await travel(-1);

    await travel(-1);

    assert.deepEqual([shown(), trailOf(), place(), said()], ["what", ["what"], 0, ""]);
  });

  test("a travel that hangs is given up when the person returns to the shown step", async () => {
    await press(`[${NEXT}]`);
    answer((_, signal) => new Promise((_done, failed) => signal.addEventListener("abort", failed)));
    await travel(-1);

    await travel(1);

    assert.deepEqual([shown(), place(), body.querySelector("main").inert], ["where", 1, false]);
  });

  test("a link inside the page makes no entry, and an entry without a state gets the shown step's", async () => {
    form().append(drawn('<a href="#body">Words</a>'));
    form().querySelector("a").href = "#body";

    await press("a");
    assert.equal(location.replaced, "#body");
    entries.push({ state: null });
    await travel(1);

    assert.deepEqual(trailOf(), ["what"]);
  });

  test("a page restored as it was left after filing is loaded anew", async () => {
    const before = location.reloads;
    dispatchEvent(made("pageshow", { persisted: true }));
    answer(() => answers("", { redirected: true, url: "/messages/filed/1" }));
    await press(`[${NEXT}]`);

    dispatchEvent(made("pageshow", { persisted: true }));

    assert.equal(location.reloads - before, 1);
  });
});

test("chosen photos are shown to be on their way, and named again when that failed", async () => {
  await open();
  form().append(drawn('<file-pick><input type="file" data-largest="2"><span data-names>No file</span></file-pick>'));
  form().querySelector("[type=file]").files = [{ name: "a.jpg", size: 1 }];
  form().querySelector("file-pick").connectedCallback();
  const names = form().querySelector("[data-names]");
  answer(() => Promise.reject(new Error("lost")));

  body.querySelector(`[${NEXT}]`).click();
  const sending = names.textContent;
  await settled();

  assert.match(sending, /^Sending/);
  assert.equal(names.textContent, "a.jpg");
});
