import assert from "node:assert/strict";
import { test } from "node:test";

import {
  dragged,
  following,
  kept,
  LARGEST,
  moved,
  placeOf,
  pointAt,
  read,
  seen,
  under,
  WHOLE,
  zoomed,
} from "../../static/js/plan.js";

const PLAN = { north: 36.09, south: 36.05, west: 49.67, east: 49.73 };
const near = (one, other, by = 1e-9) => assert.ok(Math.abs(one - other) <= by, `${one} is not ${other}`);

function metres(one, other) {
  const lat = ((other.lat - one.lat) / 1e6) * 111_320;
  const lon = ((other.lon - one.lon) / 1e6) * 111_320 * Math.cos((one.lat / 1e6 / 180) * Math.PI);
  return [lon, lat];
}

test("north is up and east is right, whatever the direction of writing", () => {
  assert.deepEqual(pointAt(PLAN, { x: 0, y: 0 }), { lat: 36_090_000, lon: 49_670_000 });
  assert.deepEqual(pointAt(PLAN, { x: 1, y: 1 }), { lat: 36_050_000, lon: 49_730_000 });
  assert.deepEqual(pointAt(PLAN, { x: 0.5, y: 0.5 }), { lat: 36_070_000, lon: 49_700_000 });
});

test("a point has a place, and the place has the point", () => {
  for (let step = 0; step <= 100; step += 1) {
    const point = { lat: 36_050_000 + step * 397, lon: 49_730_000 - step * 591 };

    assert.deepEqual(pointAt(PLAN, placeOf(PLAN, point)), point);
  }
});

test("beyond the edge is the edge", () => {
  assert.deepEqual(pointAt(PLAN, { x: -3, y: 7 }), { lat: 36_050_000, lon: 49_670_000 });
});

test("ten metres are ten metres in every direction", () => {
  const from = { lat: 36_070_000, lon: 49_700_000 };

  for (const [east, north] of [
    [10, 0],
    [-10, 0],
    [0, 10],
    [0, -10],
    [100, 0],
    [0, 100],
  ]) {
    const [wide, high] = metres(from, moved(PLAN, from, east, north));
    near(wide, east, 0.12);
    near(high, north, 0.12);
  }
});

test("the point does not leave the plan", () => {
  const corner = { lat: 36_090_000, lon: 49_730_000 };

  assert.deepEqual(moved(PLAN, corner, 500, 500), corner);
});

test("a form gives back a point, or none", () => {
  assert.deepEqual(read(PLAN, "36070000", "49700000"), { lat: 36_070_000, lon: 49_700_000 });
  for (const [lat, lon] of [
    ["", ""],
    ["36.07", "49.7"],
    ["36070000", ""],
    ["0", "0"],
    ["36070000", "<b>"],
    ["36091000", "49700000"],
  ]) {
    assert.equal(read(PLAN, lat, lon), null);
  }
});

test("enlarging leaves what is under the finger where it is", () => {
  const spot = { x: 0.3, y: 0.6 };
  const view = zoomed(zoomed(WHOLE, 2), 1.5, spot);
  const before = under(zoomed(WHOLE, 2), spot);

  near(under(view, spot).x, before.x);
  near(under(view, spot).y, before.y);
  assert.equal(view.scale, 3);
});

test("nothing beyond the edges is ever shown", () => {
  let view = WHOLE;
  for (const [times, x, y] of [
    [3, 0, 0],
    [0.2, 1, 1],
    [50, 1, 0],
    [0.7, 0, 1],
    [0.01, 0.5, 0.5],
  ]) {
    view = dragged(zoomed(view, times, { x, y }), 2, -2);
    for (const corner of [under(view, { x: 0, y: 0 }), under(view, { x: 1, y: 1 })]) {
      for (const part of [corner.x, corner.y]) assert.ok(part > -1e-9 && part < 1 + 1e-9);
    }
    assert.ok(view.scale >= 1 && view.scale <= LARGEST);
  }
  assert.deepEqual(kept(view), WHOLE);
});

test("what is dragged follows the finger", () => {
  const view = zoomed(WHOLE, 4);
  const place = under(view, { x: 0.5, y: 0.5 });
  const after = seen(dragged(view, 0.2, -0.1), place);

  near(after.x, 0.7);
  near(after.y, 0.4);
});

test("the view follows a point only when it would leave it", () => {
  const view = zoomed(WHOLE, 4);

  assert.equal(following(view, { x: 0.55, y: 0.5 }), view);
  near(seen(following(view, { x: 0.8, y: 0.5 }), { x: 0.8, y: 0.5 }).x, 0.5);
});
