/** What is spoken while digits are typed on a pad. Pure: pad and its value in, utterances out. */

import { digitOf } from "./phone.js";
import { utterances } from "./spoken-text.js";

/** The typed digits one by one, or that there are none. */
export function standing(pad, typed) {
  return typed ? [...utterances(pad, "so_far"), ...spelled(pad, typed)] : utterances(pad, "empty");
}

/**
 * After each press: the new digit and its position; all digits and how to send them when complete; what is left after
 * erasing.
 */
export function answer(pad, { before, typed, wrong = "" }) {
  const fresh = typed.startsWith(before) ? spelled(pad, typed.slice(before.length)) : [];
  if (wrong) return [...fresh, ...utterances(pad, wrong)];
  if (typed.length < before.length)
    return typed ? [...utterances(pad, "erased"), ...spelled(pad, typed)] : standing(pad, "");
  if (isComplete(pad, typed))
    return [...utterances(pad, "complete"), ...spelled(pad, typed), ...utterances(sendOf(pad))];
  return typed ? [...fresh, ...utterances(pad, `place${typed.length}`)] : standing(pad, "");
}

export function isComplete(pad, typed) {
  return typed.length >= Number(pad.dataset.length);
}

export function sendOf(pad) {
  return pad.querySelector("form button:not([type=button])");
}

/** Everything the pad may have to say, to be prefetched. */
export function sayings(pad) {
  const places = Array.from({ length: pad.dataset.length - 1 }, (_, at) => `place${at + 1}`);
  return ["empty", "erased", "complete", ...places].flatMap((when) => utterances(pad, when));
}

function spelled(pad, digits) {
  const keys = [...pad.querySelectorAll("[data-digit]")];
  return [...digits].flatMap((digit) => utterances(keys.find((key) => digitOf(key.dataset.digit) === digit)));
}
