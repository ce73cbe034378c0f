// Copies the pinned browser packages into static/ and builds the icon sprite: `npm ci && npm run vendor`.
// static/vendor/manifest.json keeps the sha256 of each file, so a changed copy is seen in review and in tests.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import subsetFont from "subset-font";
import { DRAWN, ICONS } from "./icons.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const read = (path) => readFileSync(join(modules, path));
const version = (name) => JSON.parse(read(`${name}/package.json`)).version;

const SOCKET = "socket.io-client";
const MORPH = "idiomorph";
const FONT = "@fontsource-variable/vazirmatn";
const PAPER_FONT = "vazirmatn";
const API_DOCS = "redoc";

const span = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, step) => from + step));
/** The letters each font file keeps; the unicode-range in tokens.css says the same. */
const ARABIC = span(0x600, 0x6ff) + span(0x200c, 0x200f) + "\ufdfc";
const LATIN = span(0x20, 0x7e) + span(0xa0, 0xbf) + "×÷" + span(0x2010, 0x2026) + span(0x2190, 0x2193) + "−";
/** What a citizen's page in Persian needs, in one file: letters, digits, signs. ASCII digits would bring fractions. */
const PERSIAN_DIGITS = span(0x6f0, 0x6f9);
const SIGNS = ` .,:;()/+-=×·!?%"'’«»…${span(0x2013, 0x2014)}`;
const PERSIAN =
  span(0x621, 0x63a) + span(0x641, 0x654) + "\u0670،؛؟٪٫٬پچژکگۀی" + PERSIAN_DIGITS + span(0x200c, 0x200f) + SIGNS;
/** The number of a ticket, in both languages. */
const DIGITS = `${PERSIAN_DIGITS}0123456789`;

const files = [
  [SOCKET, "static/vendor/socket.io.esm.min.js", () => withoutMap(read(`${SOCKET}/dist/socket.io.esm.min.js`))],
  [MORPH, "static/vendor/idiomorph.esm.js", () => moduleOf(read(`${MORPH}/dist/idiomorph.min.js`), "Idiomorph")],
  [FONT, "static/fonts/vazirmatn-arabic.woff2", () => font("arabic", ARABIC)],
  [FONT, "static/fonts/vazirmatn-latin.woff2", () => font("latin", LATIN)],
  [PAPER_FONT, "static/fonts/vazirmatn-persian.woff2", () => publicFont(PERSIAN, { min: 400, max: 800 })],
  [PAPER_FONT, "static/fonts/vazirmatn-digits.woff2", () => publicFont(DIGITS, 800, true)],
  [PAPER_FONT, "deskq/printing/fonts/medium.ttf", () => paperFont("Medium")],
  [PAPER_FONT, "deskq/printing/fonts/heavy.ttf", () => paperFont("ExtraBold")],
  [PAPER_FONT, "deskq/printing/fonts/OFL.txt", () => read(`${PAPER_FONT}/OFL.txt`)],
  ["lucide-static", "static/icons.svg", () => sprite(ICONS)],
  [API_DOCS, "static/vendor/redoc.standalone.js.gz", () => apiDocs(read(`${API_DOCS}/bundles/redoc.standalone.js`))],
];

// Half the size: the weights that tokens.css names and the letters above, all of the font's own features kept.
function font(part, letters) {
  const source = read(`${FONT}/files/vazirmatn-${part}-wght-normal.woff2`);
  return subsetFont(source, letters, { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 800 } } });
}

// The files of @fontsource have no signs beside the Persian letters: two files would be needed for one page.
function publicFont(letters, wght, noLayoutClosure = false) {
  const source = read(`${PAPER_FONT}/fonts/variable/Vazirmatn[wght].ttf`);
  return subsetFont(source, letters, { targetFormat: "woff2", variationAxes: { wght }, noLayoutClosure });
}

// The printed ticket is rendered on the server, from one font file for both scripts: rendering has no fallback font.
function paperFont(weight) {
  const source = read(`${PAPER_FONT}/fonts/ttf/Vazirmatn-${weight}.ttf`);
  return subsetFont(source, ARABIC + LATIN, { targetFormat: "truetype" });
}

function withoutMap(source) {
  return Buffer.from(String(source).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

// Redoc shows its maker's logo from the Internet: replaced by an empty data URL. Kept compressed: it is as large as all
// other scripts together, and deskq/web/assets.py unpacks it.
function apiDocs(source) {
  const script = String(withoutMap(source)).replaceAll("https://cdn.redoc.ly/redoc/logo-mini.svg", "data:,");
  return gzipSync(script, { level: 9 });
}

// The package ships its small build as a plain script only; the module build is five times the size.
function moduleOf(source, name) {
  return Buffer.from(`${withoutMap(source)}\nexport { ${name} };\n`);
}

function sprite(names) {
  const lucide = Object.entries(names).map(([id, source]) => [id, read(`lucide-static/icons/${source}.svg`)]);
  const ours = DRAWN.map((id) => [id, readFileSync(join(root, `deploy/drawings/${id}.svg`))]);
  const symbols = [...lucide, ...ours].map(([id, file]) => {
    const drawing = String(file);
    const inside = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
    return `<symbol id="${id}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

const manifest = {};
for (const [name, target, content] of files) {
  const bytes = await content();
  const path = join(root, target);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  manifest[target] = { from: `${name}@${version(name)}`, sha256: createHash("sha256").update(bytes).digest("hex") };
}
writeFileSync(join(root, "static/vendor/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${files.length} files vendored`);
