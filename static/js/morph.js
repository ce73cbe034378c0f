/** Morphs the page into the server's HTML, except for what the person has typed and what scripts own. */

import { Idiomorph } from "../vendor/idiomorph.esm.js";

const BROWSERS = { DIALOG: ["open"], DETAILS: ["open"], BUTTON: ["aria-disabled", "aria-expanded", "data-pressed"] };
const FIELDS = "input:not([type=hidden]), textarea, select";
const touched = new WeakSet();

/** From the first input on, the fields of a form are not overwritten, until it is reset. */
export function watchFields(root) {
  root.addEventListener("input", (event) => touched.add(event.target.form));
  root.addEventListener("reset", (event) => touched.delete(event.target));
}

export function morph(target, html) {
  Idiomorph.morph(target, html, {
    morphStyle: "innerHTML",
    restoreFocus: true,
    callbacks: { beforeNodeMorphed, beforeAttributeUpdated },
  });
}

function beforeNodeMorphed(old, drawn) {
  if (old.nodeType !== Node.ELEMENT_NODE || drawn.nodeType !== Node.ELEMENT_NODE) return true;
  if (old.matches(FIELDS) && touched.has(old.form)) return false;
  if (!old.hasAttribute("data-own")) return true;
  // `data-own`: a script owns the content (a clock); only the attributes come from the server.
  for (const { name, value } of drawn.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  return false;
}

function beforeAttributeUpdated(name, element) {
  return !(name.startsWith("data-kept") || BROWSERS[element.nodeName]?.includes(name));
}
