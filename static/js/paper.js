/** The token on paper: measured, printed once, and never again for the same ticket. */

const PRINTED = "deskq:printed";
const MM_PER_PX = 25.4 / 96;
const sheet = new CSSStyleSheet();

/** A browser wants the length of the paper; `auto` is no value for it. */
export function pageRule(heightPx) {
  return `@page { size: 80mm ${Math.ceil(heightPx * MM_PER_PX) + 1}mm; margin: 0 }`;
}

/** Prints what `.paper` shows unless `ticket` has been printed here; settles when the print is handed over. */
export async function printOnce(ticket, paper) {
  if (sessionStorage.getItem(PRINTED) === ticket) return;
  sessionStorage.setItem(PRINTED, ticket);
  void paper.offsetHeight; // lays the paper out, so that its letters are asked for
  await document.fonts.ready;
  sheet.replaceSync(pageRule(paper.offsetHeight));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  window.print();
}
