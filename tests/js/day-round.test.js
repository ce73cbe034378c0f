import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, element, location, made, parse, settled } from "./fake-browser.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
await import("../../static/js/elements/day-round.js");

const PAGE = `<day-round><div data-round><form method="post" action="/amenities/2/broken">
  <input type="hidden" name="csrf_token" value="secret"><button>Broken</button></form></div></day-round>`;
const token = element("meta", { name: "csrf-token", content: "secret" });
let round;
let asked;
let answer;

const press = async () => {
  const event = made("submit");
  round.querySelector("form").dispatchEvent(event);
  await settled();
  return event;
};
const said = () => round.querySelector("[data-problem]")?.textContent;

beforeEach(() => {
  [asked, location.reloads] = [[], 0];
  answer = async () => ({ ok: true, text: async () => '<main><div data-round="">checked</div></main>' });
  globalThis.fetch = async (address, options) => {
    asked.push([String(address), options.headers["X-CSRFToken"]]);
    return answer();
  };
  globalThis.DOMParser = class {
    parseFromString(html) {
      return element("html", {}, ...parse(html));
    }
  };
  AbortSignal.timeout = () => undefined;
  Idiomorph.morph = (target, html) => (target.innerHTML = html);
  round = drawn(PAGE);
  body.append(token, round);
  round.connectedCallback();
});
afterEach(() => {
  round.remove();
  token.remove();
});

describe("the round of amenities", () => {
  test("sends a press without leaving the page and draws what came", async () => {
    const event = await press();

    assert.equal(event.defaultPrevented, true);
    assert.deepEqual(asked, [["/amenities/2/broken", "secret"]]);
    assert.equal(round.querySelector("[data-round]").innerHTML, "checked");
    assert.equal(said(), undefined);
  });

  test("takes one press at a time", async () => {
    let come;
    answer = () => new Promise((resolve) => (come = resolve));

    await press();
    await press();
    come({ ok: true, text: async () => '<div data-round="">checked</div>' });
    await settled();

    assert.equal(asked.length, 1);
  });

  test("says why a press was refused, until the next one is taken", async () => {
    const works = answer;
    answer = async () => ({ ok: false, json: async () => ({ detail: "Something was pressed after it." }) });
    await press();
    assert.equal(said(), "Something was pressed after it.");

    answer = works;
    round.querySelector("[data-round]").innerHTML = PAGE;
    await press();

    assert.equal(said(), undefined);
  });

  test("loads the page again where it has no round any more", async () => {
    answer = async () => ({ ok: true, text: async () => "<main>Sign in</main>" });

    await press();

    assert.equal(location.reloads, 1);
  });
});
