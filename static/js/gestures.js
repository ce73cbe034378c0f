/**
 * Gestures of one or two fingers or a mouse on a frame. Reports, in fractions of the frame from its top left: a tap, a
 * drag, a zoom about a spot (by pinch or wheel; it returns whether it zoomed), and, when the drag began on something
 * that `carries` accepts, how far it is carried and its drop.
 */

const STILL = 6; // px of movement that still count as a tap

export function gestures(frame, { tap, drag, zoom, carries, carry, drop }) {
  const down = new Map();
  let [travelled, carrying, several] = [0, false, false];

  const spot = ({ clientX, clientY }) => {
    const box = frame.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  };
  const spread = () => {
    const [one, other] = [...down.values()];
    const box = frame.getBoundingClientRect();
    return Math.hypot((one.x - other.x) * box.width, (one.y - other.y) * box.height);
  };

  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) [travelled, carrying, several] = [0, carries(event.target), false];
    down.set(event.pointerId, spot(event));
    if (down.size > 1) [several, carrying] = [true, false];
    frame.setPointerCapture(event.pointerId);
  });

  frame.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = spot(event);
    const box = frame.getBoundingClientRect();
    travelled += Math.hypot((now.x - before.x) * box.width, (now.y - before.y) * box.height);
    if (down.size === 2) {
      const apart = spread();
      down.set(event.pointerId, now);
      const [one, other] = [...down.values()];
      if (apart > 0) zoom(spread() / apart, { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
      return;
    }
    if (travelled <= STILL) return;
    down.set(event.pointerId, now);
    (carrying ? carry : drag)(now.x - before.x, now.y - before.y);
  });

  frame.addEventListener("pointerup", (event) => {
    if (!down.delete(event.pointerId)) return;
    if (travelled <= STILL && !several && !carrying) tap(spot(event));
    if (travelled > STILL && carrying) drop();
  });
  frame.addEventListener("pointercancel", (event) => down.delete(event.pointerId));

  frame.addEventListener(
    "wheel",
    (event) => {
      if (zoom(Math.exp(-event.deltaY / 400), spot(event))) event.preventDefault();
    },
    { passive: false },
  );
}
