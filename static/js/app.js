/** Shared by all pages: buttons that open a dialog, and forms that are submitted only once. */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  else if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// A second submit while the page is being left is ignored; a page restored by the Back button may submit again.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  else sent.add(event.target);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});
