/** The lines of the board that alternate: how many wait for what, the date, and a long name of the office. */

import { lineCount } from "./board-fit.js";
import { lines } from "./pages.js";

/** Show the `turn`-th line: the services with people waiting, then the date. */
export function leafFoot(board, turn) {
  const foot = board.querySelector(".board-foot");
  const pages = [...waiting(foot), () => (foot.dataset.keptTells = "date")];
  pages[turn % pages.length]();
}

/** Show the office's name: the word beside the lit lamp gives way to it, or the count of people waiting; then it is
 * shown a few words at a time. */
export function leafName(board, turn) {
  const name = board.querySelector(".board-place");
  const words = [...name.querySelectorAll("[data-word]")].map((word) => ({ word, wide: width(word) }));
  if (!words.length) return;
  const [total, lamp] = [".board-total", ".board-lamp-words"].map((part) => board.querySelector(part));
  const shorter = lamp && board.dataset.line === "up" ? [[lamp], [total]] : [[total]];
  for (const left of [[], ...shorter]) {
    for (const part of [total, lamp]) part?.toggleAttribute("data-kept-out", left.includes(part));
    if (packed(name, words).length === 1) break;
  }
  const pages = packed(name, words);
  show(
    words.map(({ word }) => word),
    pages[turn % pages.length].map(({ word }) => word),
  );
}

export function show(parts, shown) {
  for (const part of parts) part.toggleAttribute("data-kept-out", !shown.includes(part));
}

/** One page for each line of services; a service too wide for a line together with its wait has a page for each. */
function waiting(foot) {
  const waits = [...foot.querySelectorAll("[data-wait]")];
  const line = () => delete foot.dataset.keptTells;
  if (!waits.length) return foot.querySelector(".board-foot-title") ? [line] : [];
  for (const wait of waits) delete wait.dataset.keptPart;
  foot.removeAttribute("data-kept-untitled");
  const { clientWidth } = waits[0].parentElement;
  const parts = waits.flatMap((wait) => partsOf(wait, clientWidth, foot));
  return packed(waits[0].parentElement, parts).map((page) => () => {
    line();
    for (const { wait, part } of page) if (part) wait.dataset.keptPart = part;
    foot.style.setProperty("--foot-line", page[0].line ?? 0);
    foot.toggleAttribute(
      "data-kept-untitled",
      page.some(({ part, wide }) => part && part !== "band" && wide > clientWidth),
    );
    show(
      waits,
      page.map(({ wait }) => wait),
    );
  });
}

function partsOf(wait, room, foot) {
  const band = wait.querySelector(".wait-band");
  const whole = { wait, wide: width(wait) };
  if (whole.wide <= room) return [whole];
  const { offsetWidth } = wait.querySelector(".wait-group");
  const group =
    offsetWidth <= foot.firstElementChild.clientWidth
      ? [{ wait, part: "group", wide: offsetWidth }]
      : linesOf(wait, foot);
  return band ? [...group, { wait, part: "band", wide: Infinity }] : group;
}

/** A name that is too long for the whole foot, a line at a time. */
function linesOf(wait, foot) {
  foot.setAttribute("data-kept-untitled", "");
  wait.dataset.keptPart = "lines";
  const length = lineCount(wait.querySelector(".wait-group"));
  delete wait.dataset.keptPart;
  foot.removeAttribute("data-kept-untitled");
  return Array.from({ length }, (_, line) => ({ wait, part: "lines", line, wide: Infinity }));
}

/** `offsetWidth` is rounded. */
function width(part) {
  return part.offsetWidth + 1;
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
