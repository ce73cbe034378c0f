/** The foot of the board: how many wait for what, and what the head has no room for, one line at a time. */

import { lines } from "./pages.js";

/**
 * Show the `turn`-th line: the services with people waiting, then the place and the date where the head does not show
 * them.
 */
export function leafFoot(board, turn) {
  const foot = board.querySelector(".board-foot");
  const extras = ["place", "date"].filter((name) => !tells(board.querySelector(`.board-${name}`)));
  if (extras.length && !foot.querySelector(".board-foot-title")) foot.dataset.keptTells ??= extras[0];
  const pages = [...waiting(foot), ...extras.flatMap((name) => told(foot, name))];
  if (pages.length) pages[turn % pages.length]();
}

export function show(parts, shown) {
  for (const part of parts) part.toggleAttribute("data-kept-out", !shown.includes(part));
}

/** Whether a part of the head is fully visible. */
function tells(part) {
  return part.offsetWidth > 1 && part.scrollWidth <= part.clientWidth + 1;
}

/** One page for each line of services; a service too wide for a line together with its wait has a page for each. */
function waiting(foot) {
  const waits = [...foot.querySelectorAll("[data-wait]")];
  const line = () => delete foot.dataset.keptTells;
  if (!waits.length) return foot.querySelector(".board-foot-title") ? [line] : [];
  for (const wait of waits) delete wait.dataset.keptPart;
  foot.removeAttribute("data-kept-untitled");
  const { clientWidth } = waits[0].parentElement;
  const parts = waits.flatMap((wait) => partsOf(wait, clientWidth));
  return packed(waits[0].parentElement, parts).map((page) => () => {
    line();
    for (const { wait, part } of page) if (part) wait.dataset.keptPart = part;
    foot.toggleAttribute(
      "data-kept-untitled",
      page.some(({ part, wide }) => part === "group" && wide > clientWidth),
    );
    show(
      waits,
      page.map(({ wait }) => wait),
    );
  });
}

function partsOf(wait, room) {
  const band = wait.querySelector(".wait-band");
  const whole = { wait, wide: wait.offsetWidth };
  if (whole.wide <= room) return [whole];
  const group = { wait, part: "group", wide: wait.querySelector(".wait-group").offsetWidth };
  return band ? [group, { wait, part: "band", wide: Infinity }] : [group];
}

/** The pages of the place or the date: a long text is shown a few words at a time. */
function told(foot, name) {
  const part = foot.querySelector(`.board-foot-${name}`);
  const words = [...part.querySelectorAll("[data-word]")].map((word) => ({ word, wide: word.offsetWidth }));
  const tell = () => (foot.dataset.keptTells = name);
  if (!words.length) return [tell];
  return packed(part, words).map((page) => () => {
    tell();
    show(
      words.map(({ word }) => word),
      page.map(({ word }) => word),
    );
  });
}

function packed(list, parts) {
  const gap = Number.parseFloat(getComputedStyle(list).columnGap) || 0;
  const pages = lines(
    parts.map(({ wide }) => wide),
    list.clientWidth,
    gap,
  );
  return pages.map((page) => page.map((index) => parts[index]));
}
