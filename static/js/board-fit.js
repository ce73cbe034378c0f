/** Measures what fits on the board. */

/** Sizes of the words in lobby-announcements.css; from ALTERNATE on the languages alternate. */
const SIZES = 6;
const ALTERNATE = 5;
const STAGE = ".greeting-words, .greeting-phone, .steps, .cards";
const CARD = ".card-code bdi, .card-counter, .card-way";
const ROW = ".row-code, .row-counter";
/** Minimum size of the newest call's number, in lines of the smaller type. */
const LEAST = 2.11;
/** Between the parts of a caption; the first two say the number and the counter. */
const PART = /(?<=[،,]) /;

/** Whether the board above an announcement still shows the newest call and all called visitors, or the greeting. */
export function keepsItsPart(stage) {
  if (!stage || !holds(stage, STAGE)) return false;
  const card = [...stage.querySelectorAll("[data-card]")].find((one) => one.checkVisibility());
  if (
    card &&
    !(holds(card, CARD) && size(card.querySelector(".card-code bdi")) >= LEAST * size(document.documentElement))
  )
    return false;
  const called = [...stage.querySelectorAll("[data-row][data-state=called]:not([data-kept-shown])")];
  return called.every((row) => row.checkVisibility() && below(row) <= below(row.parentElement) + 1 && holds(row, ROW));
}

/**
 * Sets the words as large as they fit; without room for both languages they alternate, the screen's own first. False
 * when they do not fit at all.
 */
export function fitWords(words, round = 1) {
  if (!words) return true;
  const own = document.documentElement.lang;
  const languages = [...words.children].map((one) => one.lang).sort((one, other) => (other === own) - (one === own));
  for (let step = 1; step <= SIZES; step += 1) {
    words.dataset.keptSize = step;
    if (step < ALTERNATE) delete words.dataset.keptOnly;
    else words.dataset.keptOnly = languages[(round - 1) % languages.length];
    if (holds(words, "p") && words.scrollWidth <= words.clientWidth + 1) return true;
  }
  return false;
}

/** Shows a caption in one line: places at its end that do not fit are left out, which the card tells too. */
export function fitCaption(place, text) {
  const parts = text.split(PART);
  place.textContent = text;
  while (parts.length > 2 && isCut(place.parentElement, place)) {
    parts.pop();
    place.textContent = parts.join(" ").replace(/[،,]$/, "");
  }
}

/** Leaves out the places of rows that have no room for them, and the building beside the date. */
export function leaveOutCut(board) {
  for (const place of board.querySelectorAll(".row-place, .board-building")) {
    place.removeAttribute("data-kept-out");
    const box = place.closest(".row, .board-foot");
    place.toggleAttribute("data-kept-out", isCut(box, place));
  }
}

/** How many lines a text has; at least one. */
export function lineCount(part) {
  const line = Number.parseFloat(getComputedStyle(part).lineHeight);
  return Math.max(1, Math.round(part.offsetHeight / line) || 1);
}

function isCut(box, part) {
  const [outer, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
  const wide = part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0;
  return wide || inner.bottom > outer.bottom + 1 || inner.left < outer.left - 1 || inner.right > outer.right + 1;
}

/** Whether the visible parts of a box are within it. Line boxes count; glyphs may reach a little beyond them. */
function holds(box, parts) {
  const { top, bottom } = box.getBoundingClientRect();
  const seen = [...box.querySelectorAll(parts)]
    .map((part) => part.getBoundingClientRect())
    .filter(({ height }) => height > 1);
  return seen.every((part) => part.top >= top - 1 && part.bottom <= bottom + 1);
}

function below(part) {
  return part.getBoundingClientRect().bottom;
}

function size(part) {
  return Number.parseFloat(getComputedStyle(part).fontSize);
}
