/** A trial that the set-up asks a device for: its address, and the device's answer. */

import { csrf, post } from "./post.js";
import { siteRoot } from "./site-root.js";

export function trialAddress({ step, call }) {
  return `${siteRoot()}/devices/trials/${step}/${call}`;
}

/** Says what became of a trial. If that is not heard, the trial counts as unanswered. */
export async function answerTrial(trial, result) {
  await post(trialAddress(trial), { result }, csrf()).catch(() => {});
}
