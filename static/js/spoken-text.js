/** What the kiosk speaks in its spoken mode, and in which order. Pure: parts of a page in, utterances out. */

const ON = ["true", true];

/**
 * The clips of a part, each {text, key, lang}: `when` selects another of its texts; a pressed switch has its own text.
 */
export function utterances(part, when = isOn(part) ? "on" : "") {
  const name = when ? `say${when[0].toUpperCase()}${when.slice(1)}` : "say";
  const text = part.dataset[name];
  if (text === undefined) return when ? utterances(part, "") : [];
  const keys = part.dataset[`${name}Key`].split(" ");
  const { lang } = part.closest("[lang]");
  return text.split("\n").map((piece, at) => ({ text: piece, key: keys[at], lang }));
}

function isOn(part) {
  return ON.includes(part.type === "checkbox" ? part.checked : part.ariaPressed) && "sayOn" in part.dataset;
}

/** One step through `count` parts: the new index, and whether it wrapped around. */
export function step(count, index, by) {
  if (count === 0) return { index: -1, around: false };
  if (index < 0) return { index: by > 0 ? 0 : count - 1, around: false };
  const next = index + by;
  return { index: (next + count) % count, around: next < 0 || next >= count };
}

/** How long a caption without voice is shown, in milliseconds, for a slow reader. */
export function readingTime(text) {
  return 600 + 50 * text.length;
}

export const KEYS = {
  " ": "next",
  ArrowDown: "next",
  Tab: "next",
  ArrowUp: "before",
  "Shift+Tab": "before",
  Enter: "choose",
  "+": "louder",
  "-": "quieter",
  r: "again",
  F1: "off",
  "*": "off",
};

/** The action of a key in the spoken mode; undefined for other keys. */
export function wordOf({ key, shiftKey, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return undefined;
  return KEYS[shiftKey && key === "Tab" ? "Shift+Tab" : key];
}
