import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, element, made } from "./fake-browser.js";

const { gestures } = await import("../../static/js/gestures.js");
await import("../../static/js/elements/plan-point.js");

const BOX = { left: 100, top: 0, right: 300, bottom: 100, width: 200, height: 100 };

/** Pointer events of a frame that is 200 wide and 100 high and begins 100 from the left. */
function pointer(frame) {
  const send =
    (type) =>
    (clientX, clientY, more = {}) => {
      const event = made(type, { clientX, clientY, pointerId: 1, button: 0, ...more });
      (more.on ?? frame).dispatchEvent(event);
      return event.defaultPrevented;
    };
  return Object.fromEntries(
    ["down", "move", "up", "cancel"].map((what) => [what, send(`pointer${what}`)]).concat([["wheel", send("wheel")]]),
  );
}

describe("gestures on a frame", () => {
  let frame;
  let finger;
  let seen;

  beforeEach(() => {
    frame = Object.assign(element("div", {}, element("b", { class: "pin" })), { rect: BOX });
    seen = [];
    const note =
      (what) =>
      (...given) =>
        seen.push([what, ...given.map((one) => JSON.parse(JSON.stringify(one)))]);
    gestures(frame, {
      tap: note("tap"),
      drag: note("drag"),
      zoom: (times, spot) => note("zoom")(times, spot) && times > 1,
      carries: (target) => target.matches(".pin"),
      carry: note("carry"),
      drop: note("drop"),
    });
    finger = pointer(frame);
  });

  test("a still finger taps, where the frame is", () => {
    finger.down(200, 25);
    finger.move(203, 25);
    finger.up(200, 25);

    assert.deepEqual(seen, [["tap", { x: 0.5, y: 0.25 }]]);
  });

  test("a moving one drags by fractions of the frame, and does not tap", () => {
    finger.down(200, 50);
    finger.move(220, 40);
    finger.up(220, 40);

    assert.equal(seen.length, 1);
    assert.equal(seen[0][0], "drag");
    assert.ok(Math.abs(seen[0][1] - 0.1) < 1e-9 && Math.abs(seen[0][2] + 0.1) < 1e-9, `${seen[0]}`);
  });

  test("one that began on the pin carries and drops it, and a touch of it is no tap", () => {
    finger.down(200, 50, { on: frame.children[0] });
    finger.up(200, 50);
    assert.deepEqual(seen, []);

    finger.down(200, 50, { on: frame.children[0] });
    finger.move(240, 50);
    finger.up(240, 50);

    assert.deepEqual(
      seen.map(([what]) => what),
      ["carry", "drop"],
    );
  });

  test("two fingers zoom about the place between them, and their end is no tap", () => {
    finger.down(180, 50);
    finger.down(220, 50, { pointerId: 2 });
    finger.move(260, 50, { pointerId: 2 });
    finger.up(180, 50);
    finger.up(260, 50, { pointerId: 2 });

    const [[what, times, spot], ...more] = seen;
    assert.deepEqual([what, times.toFixed(3), more], ["zoom", "2.000", []]);
    assert.ok(Math.abs(spot.x - 0.6) < 1e-9 && spot.y === 0.5, JSON.stringify(spot));
  });

  test("the wheel zooms at its place, and scrolls the page where there is nothing to zoom", () => {
    assert.deepEqual([finger.wheel(200, 50, { deltaY: -400 }), finger.wheel(200, 50, { deltaY: 400 })], [true, false]);
    assert.equal(seen[0][1].toFixed(3), "2.718");
  });

  test("other buttons and fingers that never came down do nothing", () => {
    finger.down(200, 50, { button: 2 });
    finger.move(250, 50);
    finger.up(250, 50);
    finger.down(200, 50);
    finger.cancel(200, 50);
    finger.up(200, 50);

    assert.deepEqual(seen, []);
  });
});

describe("a point on the map", () => {
  let map;
  let finger;
  let told;
  const SIDES = 'data-north="36" data-south="35" data-west="51" data-east="52"';

  function open(lat = "", lon = "", more = "") {
    body.replaceChildren();
    map = drawn(
      `<plan-point ${SIDES} ${more}><div class="plan-frame"><div class="plan-sheet"></div><b class="plan-pin" hidden></b></div>` +
        '<svg class="plan-size"></svg><p class="plan-said"></p>' +
        `<input data-plan="lat" value="${lat}"><input data-plan="lon" value="${lon}">` +
        ["larger", "smaller", "remove"].map((what) => `<button type="button" data-press="${what}"></button>`).join("") +
        "</plan-point>",
    );
    body.append(map);
    map.querySelector(".plan-size").viewBox = { baseVal: { width: 400, height: 200 } };
    map.querySelector(".plan-frame").rect = BOX;
    told = [];
    for (const type of ["change", "input"]) map.addEventListener(type, () => told.push(type));
    map.connectedCallback();
    finger = pointer(map.frame);
  }
  const values = () => [map.lat.value, map.lon.value];
  const press = (what) => map.querySelector(`[data-press="${what}"]`).click();
  const sheet = () => Number(map.querySelector(".plan-sheet").style["--scale"]);
  const key = (name, more = {}) => {
    const event = made("keydown", { key: name, ...more });
    map.frame.dispatchEvent(event);
    return event.defaultPrevented;
  };

  test("is set by a tap, told, and stands there", () => {
    open();
    const without = [map.pin.hidden, map.querySelector("[data-press=remove]").hidden];

    finger.down(200, 25);
    finger.up(200, 25);

    assert.deepEqual([without, map.point], [[true, true], { lat: 35750000, lon: 51500000 }]);
    assert.deepEqual([values(), told, map.said.textContent], [["35750000", "51500000"], ["change"], "Point set."]);
    assert.deepEqual([map.pin.hidden, map.pin.style["--x"], map.pin.style["--y"]], [false, "0.5", "0.25"]);
  });

  test("is read from the form, and one off the map is none", () => {
    open("35500000", "51250000");
    const shown = [map.point, map.pin.style["--x"]];
    open("10500000", "51250000");

    assert.deepEqual([shown, map.point, map.pin.hidden], [[{ lat: 35500000, lon: 51250000 }, "0.25"], null, true]);
  });

  test("is moved by dragging its pin: told as input on the way and as change at its end", () => {
    open("35500000", "51500000");

    finger.down(200, 50, { on: map.pin });
    finger.move(240, 50);
    finger.up(240, 50);

    assert.deepEqual([values()[1], told], ["51700000", ["input", "change"]]);
  });

  test("is moved by arrows, further with Shift, and the way is said", () => {
    open("35500000", "51500000");

    const taken = key("ArrowUp");
    const [north] = values().map(Number);
    const words = map.said.textContent;
    key("ArrowRight", { shiftKey: true });

    assert.deepEqual([taken, words, map.said.textContent], [true, "10 metres to the north", "100 metres to the east"]);
    assert.ok(north > 35500080 && north < 35500100, `${north}`);
    assert.ok(Number(values()[1]) > 51501000, values()[1]);
  });

  test("Enter sets it in the middle, and only where there is none; Delete removes it", () => {
    open();
    key("Enter");
    const middle = map.point;
    key("ArrowUp");
    const moved = values()[0];
    key("Enter");
    const again = values()[0];
    key("Delete");

    assert.deepEqual([middle, again === moved], [{ lat: 35500000, lon: 51500000 }, true]);
    assert.deepEqual([map.point, values(), map.said.textContent], [null, ["", ""], "Point removed."]);
    assert.equal(key("x"), false);
  });

  test("the map is enlarged by its buttons and keys about the point, and dragged beside the pin", () => {
    open("35750000", "51250000");
    press("larger");
    key("+");
    const enlarged = [sheet().toFixed(2), map.frame.hasAttribute("data-enlarged")];
    const stands = map.pin.style["--x"];
    finger.down(250, 80);
    finger.move(270, 80);
    finger.up(270, 80);
    const dragged = Number(map.pin.style["--x"]) - Number(stands);
    press("smaller");
    key("-");

    assert.deepEqual(enlarged, ["2.56", true]);
    assert.ok(dragged > 0.05, `${dragged}`);
    assert.deepEqual([sheet(), map.frame.hasAttribute("data-enlarged"), told], [1, false, []]);
  });

  test("that may only be looked at is not set, moved or removed, and shows its marks", () => {
    open("", "", "data-readonly");
    map.marks = [
      { lat: 35500000, lon: 51500000, number: 1, label: "First" },
      { lat: 36500000, lon: 51500000, number: 2, label: "Off the map" },
    ];

    finger.down(200, 25);
    finger.up(200, 25);
    key("Enter");

    const marks = map.querySelectorAll(".plan-mark");
    assert.deepEqual([map.point, told], [null, []]);
    assert.deepEqual(
      marks.map((mark) => [mark.textContent, mark.getAttribute("aria-label"), mark.hidden]),
      [
        ["1", "First", false],
        ["2", "Off the map", true],
      ],
    );
    map.marks = [];
    assert.equal(map.querySelectorAll(".plan-mark").length, 0);
  });

  test("a place out of sight is brought into it", () => {
    open("35900000", "51100000");
    for (let n = 0; n < 4; n += 1) press("larger");

    map.show({ lat: 35100000, lon: 51900000 });

    assert.equal(map.pin.hidden, true);
  });
});
