/** The conventions of static/css that no rule of stylelint knows: one sheet a class, one layer a sheet, known properties. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import parser from "postcss-selector-parser";
import stylelint from "stylelint";

const CSS = join(dirname(fileURLToPath(import.meta.url)), "..", "static", "css");

/** What any sheet may say of a component: where it is, how wide, whether it is shown; and its custom properties. */
const PLACEMENT =
  /^(--.*|margin.*|inset.*|position|z-index|grid-(area|row|column).*|flex(-.*)?|order|(align|justify|place)-self|((min|max)-)?inline-size|visibility)$/;
const places = ({ prop, value }) => PLACEMENT.test(prop) || (prop === "display" && value === "none");

const all = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css"))
    .map((name) => join(folder, name));
const nameOf = (file) => relative(CSS, file).split(sep).join("/");

/** The sheets of the checkout, read once: {name: postcss root}. */
let read;
const sheets = () => {
  read ??= new Map(all(CSS).map((file) => [nameOf(file), postcss.parse(readFileSync(file, "utf8"))]));
  return read;
};

/** The selectors of a rule with those of the rules around it, as lists of compounds, the subject last. */
function* compounds(rule) {
  let around = [[]];
  const rules = [];
  for (let node = rule; node; node = node.parent) if (node.type === "rule") rules.unshift(node);
  for (const { selector } of rules) {
    const inner = parser().astSync(selector).nodes.map(split);
    around = around.flatMap((outer) => inner.map((one) => [...outer, ...one]));
  }
  yield* around;
}

function split(selector) {
  const found = [[]];
  for (const node of selector.nodes) {
    if (node.type === "combinator") found.push([]);
    else found.at(-1).push(node);
  }
  return found;
}

/** The classes that an element of this compound has; within :is() and :where() those of any alternative. */
function classesOf(compound) {
  return compound.flatMap((node) => {
    if (node.type === "class") return [node.value];
    if (node.type !== "pseudo" || ![":is", ":where"].includes(node.value)) return [];
    return node.nodes.flatMap((selector) => classesOf(split(selector).at(-1)));
  });
}

/** The classes a rule gives its look to: those of the subject, or of the nearest element around it that has one. */
const owners = (chain) =>
  chain
    .map(classesOf)
    .reverse()
    .find((classes, index) => classes.length || (index === 0 && chain.length === 1)) ?? [];

const onPaper = (rule) => {
  for (let node = rule.parent; node; node = node.parent)
    if (node.name === "media" && node.params === "print") return true;
  return false;
};

function* looks(root) {
  for (const rule of rulesOf(root)) {
    const declared = rule.nodes.filter(({ type }) => type === "decl");
    if (declared.length === 0 || declared.every(places) || onPaper(rule)) continue;
    for (const chain of compounds(rule)) yield { rule, classes: owners(chain) };
  }
}

function rulesOf(root) {
  const found = [];
  root.walkRules((rule) => {
    if (!/keyframes$/.test(rule.parent.name ?? "")) found.push(rule);
  });
  return found;
}

/** {class: the sheet that gives it its look}: a component's sheet before a screen's. */
let known;
const homes = () => {
  if (known) return known;
  known = new Map();
  const inOrder = [...sheets()].sort(
    ([a], [b]) => b.startsWith("components/") - a.startsWith("components/") || a.localeCompare(b),
  );
  for (const alone of [true, false]) {
    for (const [name, root] of inOrder) {
      for (const { classes } of looks(root)) {
        if (alone ? classes.length === 1 : !classes.some((one) => known.has(one))) {
          for (const one of classes) if (!known.has(one)) known.set(one, name);
        }
      }
    }
  }
  return known;
};

const rule = (name, check) => {
  const ruleName = `deskq/${name}`;
  const made = (on) => (root, result) => {
    if (!on || !root.source?.input.file) return;
    check(nameOf(root.source.input.file), root, (node, message, word) =>
      stylelint.utils.report({ ruleName, result, node, message: `${message} (${ruleName})`, word }),
    );
  };
  return stylelint.createPlugin(ruleName, Object.assign(made, { ruleName, messages: {}, meta: { url: "" } }));
};

const oneHome = rule("one-home", (name, root, report) => {
  for (const { rule, classes } of looks(root)) {
    if (classes.length === 0 || classes.some((one) => homes().get(one) === name)) continue;
    report(
      rule,
      `.${classes[0]} has its look in ${homes().get(classes[0])}: place it here, or set its custom properties`,
    );
  }
});

const LAYERS = { components: ["components"], screens: ["screens", "print"] };

const oneLayer = rule("one-layer", (name, root, report) => {
  const allowed = LAYERS[dirname(name)] ?? ["reset", "tokens", "base", "print"];
  for (const node of root.nodes) {
    if (node.type === "comment" || node.name === "import" || node.name === "font-face") continue;
    if (node.name === "layer" && (!node.nodes || allowed.includes(node.params))) continue;
    report(node, `rules stand within @layer ${allowed.join(" or ")}`);
  }
});

/** {declared, used}: the custom properties of all sheets; scripts set some of them. */
const SET_BY_SCRIPTS = new Set(["--gone", "--rows", "--x", "--y", "--scale", "--shape"]);
let properties;
const customProperties = () => {
  if (properties) return properties;
  properties = { declared: new Set(SET_BY_SCRIPTS), used: new Set() };
  for (const root of sheets().values()) {
    root.walkDecls(({ prop, value }) => {
      if (prop.startsWith("--")) properties.declared.add(prop);
      for (const [, used] of value.matchAll(/var\((--[\w-]+)/g)) properties.used.add(used);
    });
  }
  return properties;
};

const knownProperties = rule("known-properties", (_name, root, report) => {
  const { declared, used } = customProperties();
  root.walkDecls((node) => {
    if (node.prop.startsWith("--") && !used.has(node.prop)) report(node, `nothing reads ${node.prop}`, node.prop);
    for (const [, one, rest] of node.value.matchAll(/var\((--[\w-]+)\s*([,)])/g)) {
      if (rest === ")" && !declared.has(one)) report(node, `nothing sets ${one}`, one);
    }
  });
});

export default [oneHome, oneLayer, knownProperties];
