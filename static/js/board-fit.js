/** Measures what fits on the board. */

/** Sizes of the words in lobby-announcements.css; from ALTERNATE on the languages alternate. */
const SIZES = 6;
const ALTERNATE = 5;
const STAGE = ".greeting-words, .greeting-plate, .steps, .cards";
const CARD = ".card-title, .card-code, .card-counter, .card-way, .card-room, .card-direction";
const ROW = ".row-code, .row-counter, .row-room";
/** Minimum height of the newest call's number, in lines. */
const LEAST = 2.5;

/** Whether the board above an announcement still shows the newest call and all called visitors, or the greeting. */
export function keepsItsPart(stage) {
  if (!stage || !holds(stage, STAGE)) return false;
  const card = [...stage.querySelectorAll("[data-card]")].find((one) => one.checkVisibility());
  if (card && !(holds(card, CARD) && size(card.querySelector(".card-code")) >= LEAST * size(document.documentElement)))
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
