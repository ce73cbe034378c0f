/** A form of staff that is sent without a network stays on its page: the browser's own page of errors would replace it
 * and what was typed. */

import { say } from "./words.js";

const note = () => document.querySelector(".offline-note");

/** Whether the network is gone; if so, a note says that nothing was sent. It goes when the network is back. */
export function isOffline() {
  if (globalThis.navigator?.onLine !== false) return false;
  note()?.remove(); // so that it is read out again
  const words = document.createElement("p");
  words.className = "note offline-note";
  words.dataset.kind = "problem";
  words.setAttribute("role", "alert");
  words.setAttribute("popover", "manual");
  words.textContent = say("not_sent");
  document.body.append(words);
  words.showPopover(); // above an open dialog, too
  return true;
}

globalThis.addEventListener("online", () => note()?.remove());
