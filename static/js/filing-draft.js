/** What was typed into a citizen's form, kept in this tab until the message is filed. A confidential report is never kept. */

const KEY = "deskq:filing";
const CONFIDENTIAL = "report";
/** The CSRF token belongs to the page, and `go` is a button. */
const LEFT_OUT = ["csrf_token", "go"];

/** {id, kind, fields: [[name, text]]} of the last form, {id, kind, filed: true} once it was filed, or null. */
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function keep(id, form) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name),
  );
  write({ id, kind: form.elements.kind.value, fields });
}

/** Forgets what was typed; only that this form was filed is remembered. */
export function setFiled(id, form) {
  write({ id, kind: form.elements.kind.value, filed: true });
}

function write(draft) {
  if (draft.kind === CONFIDENTIAL) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // The browser keeps nothing or has no room left: a page that is reloaded begins anew.
  }
}
