/** Reads well-formed HTML into elements of fake-dom.js, and writes it. */

import { element, FakeElement } from "./fake-dom.js";

const VOID = ["input", "img", "meta", "br", "use", "link"];
const PIECE = /<(?<end>\/)?(?<tag>[a-z][\w-]*)(?<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*>|(?<text>[^<]+)/g;

/** The elements of well-formed HTML; lines between them are no text. */
export function parse(html) {
  const top = element("template");
  let here = top;
  for (const { groups } of html.matchAll(PIECE)) {
    if (groups.text !== undefined) {
      if (groups.text.trim()) here.append(groups.text);
    } else if (groups.end) here = here.parent;
    else {
      const given = [...groups.attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
      const made = element(groups.tag, Object.fromEntries(given.map(([, name, value]) => [name, value ?? ""])));
      here.append(made);
      if (!VOID.includes(groups.tag)) here = made;
    }
  }
  return [...top.nodes];
}

/** The one element of such HTML. */
export function drawn(html) {
  const [made] = parse(html);
  made.remove();
  return made;
}

function write(nodes) {
  return nodes.map((node) => (typeof node === "string" ? node : tagged(node))).join("");
}

function tagged({ tag, attributes, nodes }) {
  const given = attributes.map(({ name, value }) => ` ${name}="${value}"`).join("");
  return VOID.includes(tag) ? `<${tag}${given}>` : `<${tag}${given}>${write(nodes)}</${tag}>`;
}

Object.assign(FakeElement, { parse, write });
