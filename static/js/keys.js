/** Shortcuts: `aria-keyshortcuts` on a button alone defines which key presses it. Pure. */

/**
 * A keydown event in the notation of `aria-keyshortcuts`: "F9", "Shift+F2", "Control+Z". Letters are taken by their
 * position on the keyboard, so that Ctrl+Z works on a Persian layout too.
 */
export function shortcut({ key, code = "", ctrlKey, altKey, shiftKey, metaKey }) {
  if (altKey || metaKey) return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const name = letter ?? key;
  if (!/^(F\d+|[A-Z])$/.test(name) || (letter && !ctrlKey)) return null;
  return [ctrlKey && "Control", shiftKey && "Shift", name].filter(Boolean).join("+");
}

/** Whether a text field needs this key itself (its own undo). */
export function belongsToField(name, field) {
  return name === "Control+Z" && Boolean(field?.matches?.("input:not([type=radio], [type=checkbox]), textarea"));
}
