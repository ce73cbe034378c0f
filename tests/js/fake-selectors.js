/**
 * CSS selectors over the elements of fake-dom.js: tags, ids, classes, attributes, :not(), :is(), :disabled, and
 * descendants by spaces.
 */

export function matches(one, selector) {
  return split(selector, ",").some((part) => isPath(one, split(part, " ")));
}

/** Pieces between separators that stand in no brackets. */
function split(text, separator) {
  const pieces = [""];
  let depth = 0;
  for (const letter of text.trim()) {
    if ("([".includes(letter)) depth += 1;
    if (")]".includes(letter)) depth -= 1;
    if (letter === separator && depth === 0) pieces.push("");
    else pieces[pieces.length - 1] += letter;
  }
  return pieces.map((piece) => piece.trim()).filter(Boolean);
}

function isPath(one, compounds) {
  const above = compounds.slice(0, -1);
  if (!isCompound(one, compounds.at(-1))) return false;
  if (!above.length) return true;
  for (let parent = one.parent; parent; parent = parent.parent) if (isPath(parent, above)) return true;
  return false;
}

const SIMPLE =
  /\[(?<name>[\w-]+)(?:(?<how>[~^]?=)"?(?<value>[^"\]]*)"?)?\]|:(?<pseudo>[\w-]+)(?:\((?<inside>[^)]*)\))?|#(?<id>[\w-]+)|\.(?<part>[\w-]+)|(?<tag>[\w-]+)/gy;

function isCompound(one, compound) {
  const found = [...compound.matchAll(SIMPLE)];
  if (found.map(([text]) => text).join("") !== compound) throw new Error(`fake-selectors.js does not know ${compound}`);
  return found.every(({ groups }) => isSimple(one, groups));
}

function isSimple(one, { tag, id, part, name, how, value, pseudo, inside }) {
  if (tag) return one.tag === tag;
  if (id) return one.getAttribute("id") === id;
  if (part) return words(one, "class").includes(part);
  if (pseudo === "not") return !matches(one, inside);
  if (pseudo === "is") return matches(one, inside);
  if (pseudo === "disabled") return Boolean(one.disabled);
  if (pseudo) throw new Error(`fake-selectors.js does not know :${pseudo}`);
  if (!how) return one.hasAttribute(name);
  if (how === "~=") return words(one, name).includes(value);
  if (how === "^=") return one.getAttribute(name)?.startsWith(value) ?? false;
  return one.getAttribute(name) === value;
}

function words(one, name) {
  return (one.getAttribute(name) ?? "").split(" ");
}
