/** Shared by all pages with forms: buttons that open a dialog, forms that are submitted only once, and on pages of staff
 * a question before texts are lost that were typed and not sent, and no sending without a network. */

import { waits } from "./offline-form.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  else if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// A second submit while the page is being left is ignored; a page restored by the Back button may submit again, and a
// form that answers with a file stays.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post" || "downloads" in event.target.dataset) return;
  if (sent.has(event.target) || (document.body.matches(".manage") && waits(event))) event.preventDefault();
  else sent.add(event.target);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});

const typed = new Set();

/** Whether what somebody typed or ticked here is neither sent nor taken back. */
const isLost = (field) =>
  field.isConnected &&
  field.checkVisibility() &&
  !sent.has(field.form) &&
  (field.value !== field.defaultValue || field.checked !== field.defaultChecked);

document.addEventListener("input", ({ target }) => {
  if (target.form?.method === "post" && target.matches("input, textarea")) typed.add(target);
});

addEventListener("beforeunload", (event) => {
  if (document.body.matches(".manage") && [...typed].some(isLost)) event.preventDefault();
});
