/** A form of staff that is sent without a network stays on its page: the browser's own page of errors would replace it
 * and what was typed. */

import { say } from "./words.js";

const note = () => document.querySelector(".offline-note");
/** Forms that go although the browser believes that there is no network: the server has just answered. */
const reached = new WeakSet();

/**
 * Whether this submit waits. The browser also says "offline" on a machine without any network that is its own server:
 * the server is asked, and if it answers, the form is sent after all.
 */
export function waits({ target, submitter }) {
  if (globalThis.navigator?.onLine !== false || reached.delete(target)) return false;
  ask(target, submitter);
  return true;
}

async function ask(form, submitter) {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
  } catch {
    tell();
    return;
  }
  reached.add(form);
  form.requestSubmit(submitter);
}

/** Says that nothing was sent, until the network is back. */
function tell() {
  note()?.remove(); // so that it is read out again
  const words = document.createElement("p");
  words.className = "note offline-note";
  words.dataset.kind = "problem";
  words.setAttribute("role", "alert");
  words.setAttribute("popover", "manual");
  words.textContent = say("not_sent");
  document.body.append(words);
  words.showPopover?.(); // above an open dialog, too
}

globalThis.addEventListener("online", () => note()?.remove());
