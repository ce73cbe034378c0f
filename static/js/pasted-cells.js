/** Rows and cells of what was copied from a spreadsheet, as deskq/core/text/pasted_cells.py reads them. */

/** @returns {string[][]} the cells of each row; quotes around a cell may hold tabs, line ends and doubled quotes. */
export function cellsOf(text) {
  const source = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n");
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let place = 0; place < source.length; place++) {
    const char = source[place];
    if (quoted && char === '"' && source[place + 1] === '"') {
      cell += '"';
      place++;
    } else if (quoted && char === '"') quoted = false;
    else if (!quoted && char === '"' && cell === "") quoted = true;
    else if (!quoted && (char === "\t" || char === "\n")) {
      rows.at(-1).push(oneLine(cell));
      cell = "";
      if (char === "\n") rows.push([]);
    } else cell += char;
  }
  rows.at(-1).push(oneLine(cell));
  while (rows.length > 1 && rows.at(-1).every((one) => one === "")) rows.pop();
  return rows;
}

/** Whether a pasted text is several cells, and not just words for one of them. */
export function isTable(text) {
  return /[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""));
}

/** Direction marks and the like go; half-spaces (ZWNJ) stay. */
function oneLine(cell) {
  return cell
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
