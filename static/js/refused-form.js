/**
 * The page of a refused form answers a POST: the browser's Back and reload would ask whether to send it again, or show a
 * page of errors of their own. Its entry in the history gets the address of the form's page; on Back the browser fills in
 * again what it keeps of what was typed.
 */

history.replaceState(history.state, "", document.querySelector("[data-form-page]").dataset.formPage);
