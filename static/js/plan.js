/**
 * Arithmetic of the map. A plan is {north, south, west, east} in degrees; a point {lat, lon} in whole micro-degrees; a
 * place {x, y} on the picture, from 0 to 1 from its top left; a view {scale, x, y}: the magnification, and the place in
 * the middle of the frame.
 */

const MICRO = 1_000_000;
const METRES = 111_320; // of one degree of latitude
export const LARGEST = 8;

const between = (low, value, high) => Math.min(high, Math.max(low, value));

/** The place of a point on the picture; below 0 or above 1 when outside. */
export function placeOf(plan, { lat, lon }) {
  return {
    x: (lon / MICRO - plan.west) / (plan.east - plan.west),
    y: (plan.north - lat / MICRO) / (plan.north - plan.south),
  };
}

/** The point at a place; one outside the picture is moved to its edge. */
export function pointAt(plan, { x, y }) {
  const [right, down] = [between(0, x, 1), between(0, y, 1)];
  return {
    lat: Math.round((plan.north - down * (plan.north - plan.south)) * MICRO),
    lon: Math.round((plan.west + right * (plan.east - plan.west)) * MICRO),
  };
}

/** The point moved by metres east and north, clamped to the map. */
export function moved(plan, { lat, lon }, east, north) {
  const wide = METRES * Math.cos((lat / MICRO / 180) * Math.PI);
  const further = { lat: lat + (north / METRES) * MICRO, lon: lon + (east / wide) * MICRO };
  return pointAt(plan, placeOf(plan, further));
}

/** The point from a form's values; null when there is none, or not on this plan. */
export function read(plan, lat, lon) {
  if (!/^-?\d+$/.test(lat) || !/^-?\d+$/.test(lon)) return null;
  const point = { lat: Number(lat), lon: Number(lon) };
  const { x, y } = placeOf(plan, point);
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? point : null;
}

export const WHOLE = { scale: 1, x: 0.5, y: 0.5 };

/** The view, limited to the edges of the picture. */
export function kept({ scale, x, y }) {
  const enlarged = between(1, scale, LARGEST);
  const half = 0.5 / enlarged;
  return { scale: enlarged, x: between(half, x, 1 - half), y: between(half, y, 1 - half) };
}

/** Where a place is in the frame, from 0 to 1. */
export function seen(view, { x, y }) {
  return { x: (x - view.x) * view.scale + 0.5, y: (y - view.y) * view.scale + 0.5 };
}

/** The place at a spot of the frame. */
export function under(view, { x, y }) {
  return { x: (x - 0.5) / view.scale + view.x, y: (y - 0.5) / view.scale + view.y };
}

/** Enlarged by a factor, the place under `spot` staying under it. */
export function zoomed(view, times, spot = { x: 0.5, y: 0.5 }) {
  const place = under(view, spot);
  const scale = between(1, Math.round(view.scale * times * MICRO) / MICRO, LARGEST); // twice larger, twice smaller: 1
  return kept({ scale, x: place.x - (spot.x - 0.5) / scale, y: place.y - (spot.y - 0.5) / scale });
}

/** Dragged by a fraction of the frame's width and height: the place under the finger stays under it. */
export function dragged(view, x, y) {
  return kept({ ...view, x: view.x - x / view.scale, y: view.y - y / view.scale });
}

/** The view, moved only if the place is outside or near the edge. */
export function following(view, place) {
  const { x, y } = seen(view, place);
  return x > 0.05 && x < 0.95 && y > 0.05 && y < 0.95 ? view : kept({ ...view, ...place });
}
