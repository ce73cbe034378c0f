/** Prints a ticket: measured, and only once for each ticket. */

const PRINTED = "deskq:printed";
const MM_PER_PX = 25.4 / 96;
const sheet = new CSSStyleSheet();

/** Browsers need the length of the paper; they do not support `auto`. */
export function pageRule(heightPx) {
  return `@page { size: 80mm ${Math.ceil(heightPx * MM_PER_PX) + 1}mm; margin: 0 }`;
}

/** Prints `.paper` unless `ticket` has been printed here; resolves when the print job is handed over. */
export async function printOnce(ticket, paper) {
  if (sessionStorage.getItem(PRINTED) === ticket) return;
  sessionStorage.setItem(PRINTED, ticket);
  void paper.offsetHeight; // lays the paper out, so that its fonts are requested
  await document.fonts.ready;
  sheet.replaceSync(pageRule(paper.offsetHeight));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  window.print();
}
