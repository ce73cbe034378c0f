/** Prints a ticket on paper: measured, once, and never again for the same ticket. */

const PRINTED = "deskq:printed";
const MM_PER_PX = 25.4 / 96;
const sheet = new CSSStyleSheet();

/** A browser needs the length of the paper; `auto` is not supported. */
export function pageRule(heightPx) {
  return `@page { size: 80mm ${Math.ceil(heightPx * MM_PER_PX) + 1}mm; margin: 0 }`;
}

/** Prints `.paper` unless `ticket` was printed here before; resolves when the print job was handed over. */
export async function printOnce(ticket, paper) {
  if (sessionStorage.getItem(PRINTED) === ticket) return;
  sessionStorage.setItem(PRINTED, ticket);
  void paper.offsetHeight; // lays the paper out, so that its letters are asked for
  await document.fonts.ready;
  sheet.replaceSync(pageRule(paper.offsetHeight));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  window.print();
}
