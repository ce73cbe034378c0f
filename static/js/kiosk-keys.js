/** The kiosk by keyboard: arrows move to the neighbour, Escape goes back. */

import { nearest } from "./spatial.js";

const CONTROLS = "a[href], button:not(:disabled)";

export function walk(shell, event) {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  const dialog = shell.querySelector("dialog[open]");
  if (event.key === "Escape" && !dialog) shell.querySelector("[data-back], [data-finish]")?.click();
  if (!event.key.startsWith("Arrow")) return;
  const controls = [...(dialog ?? shell).querySelectorAll(CONTROLS)].filter((control) => control.checkVisibility());
  const current = controls.indexOf(document.activeElement);
  const boxes = controls.map((control) => control.getBoundingClientRect());
  const next =
    current < 0
      ? Math.max(
          0,
          controls.findIndex((one) => "choice" in one.dataset),
        )
      : nearest(boxes, current, event.key);
  if (next < 0) return;
  event.preventDefault();
  controls[next]?.focus();
}
