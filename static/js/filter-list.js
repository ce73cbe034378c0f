/** Filters a list by typed text, the best matches first. Pure. */

import { key } from "./words.js";

/**
 * The matching choices in order: those whose name or code begins with the text, then those with a word that does, then
 * those that contain it. `sought` of a choice holds its names, separated by |. Without text: all, in their order.
 */
export function fitting(choices, typed) {
  const wanted = key(typed);
  if (!wanted) return [...choices];
  const ranked = choices.map((choice, place) => ({ choice, place, rank: rank(choice.sought, wanted) }));
  return ranked
    .filter(({ rank: found }) => found < NONE)
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ choice }) => choice);
}

const NONE = 3;

function rank(sought, wanted) {
  const names = sought.split("|").map(key);
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.split(" ").some((word) => word.startsWith(wanted)))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : NONE;
}

/** The index `step` after `at` in a list of `length`, wrapping around. */
export function stepped(at, step, length) {
  return length ? (at + step + length) % length : -1;
}

/**
 * A keydown in the notation of `aria-keyshortcuts`: "Control+Enter", "Control+Shift+1", "F8"; null for plain typing.
 */
export function pressed({ key: name, code = "", ctrlKey, altKey, metaKey, shiftKey }) {
  if (altKey || metaKey) return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  const wanted = digit ?? name;
  if (!(ctrlKey ? /^(Enter|[0-9])$/ : /^F\d+$/).test(wanted)) return null;
  return [ctrlKey && "Control", shiftKey && "Shift", wanted].filter(Boolean).join("+");
}
