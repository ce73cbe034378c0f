/** Events of fake-dom.js: they go down to their target as captured ones and bubble up to the window. */

export function listen(place, type, run, options = {}) {
  const { capture = false, once = false, signal } = options === true ? { capture: true } : options;
  const one = { type, run, capture, once };
  place.listeners.push(one);
  signal?.addEventListener("abort", () => place.removeEventListener(type, run));
}

/** `path`: the target first, then what is around it. False when a listener prevented what usually follows. */
export function dispatch(event, path) {
  if (!Object.hasOwn(event, "target")) own(event, "target", path[0]);
  let ended = false;
  own(event, "stopImmediatePropagation", () => {
    ended = true;
    event.stopPropagation();
  });
  const around = path.slice(1);
  const steps = [
    ...around.toReversed().map((place) => [place, true]),
    [path[0], true],
    [path[0], false],
    ...(event.bubbles ? around.map((place) => [place, false]) : []),
  ];
  for (const [place, capture] of steps) {
    for (const one of place.listeners.filter((one) => one.type === event.type && one.capture === capture)) {
      if (ended) break;
      if (one.once) place.removeEventListener(one.type, one.run);
      one.run.call(place, event);
    }
    if (event.cancelBubble) break;
  }
  return !event.defaultPrevented;
}

/** An event with properties of its own, such as the key that was pressed. */
export function made(type, more = {}) {
  const event = new Event(type, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries(more)) own(event, name, value);
  return event;
}

function own(event, name, value) {
  Object.defineProperty(event, name, { value, configurable: true });
}
