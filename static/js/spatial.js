/** The choice in the direction of an arrow key. Pure: boxes in, an index out. */

const WAYS = {
  ArrowUp: { along: "y", sign: -1 },
  ArrowDown: { along: "y", sign: 1 },
  ArrowLeft: { along: "x", sign: -1 },
  ArrowRight: { along: "x", sign: 1 },
};

const centre = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 });

/** How much two boxes overlap across the direction of travel; negative when they do not. */
function facing(from, to, across) {
  const [start, size] = across === "x" ? ["left", "width"] : ["top", "height"];
  return Math.min(from[start] + from[size], to[start] + to[size]) - Math.max(from[start], to[start]);
}

/** The index of the nearest of `boxes` from `boxes[current]` towards `key`, or -1. Boxes straight ahead come first. */
export function nearest(boxes, current, key) {
  const way = WAYS[key];
  if (!way || !boxes[current]) return -1;
  const across = way.along === "x" ? "y" : "x";
  const from = centre(boxes[current]);
  let best = { index: -1, cost: Infinity };
  boxes.forEach((box, index) => {
    const to = centre(box);
    const ahead = (to[way.along] - from[way.along]) * way.sign;
    if (index === current || ahead < 1) return;
    const off = Math.abs(to[across] - from[across]);
    const straight = facing(boxes[current], box, across) > 0;
    if (!straight && off > ahead) return; // more to the side than ahead
    const cost = ahead + off * (straight ? 0.001 : 2);
    if (cost < best.cost) best = { index, cost };
  });
  return best.index;
}
