/** The conventions of style sheets: what lint/css-conventions.mjs and .stylelintrc.json refuse. Needs `npm ci`. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const SCREEN = join(ROOT, "static", "css", "screens", "manage.css");
const options = { skip: !existsSync(join(ROOT, "node_modules", "stylelint")) && "run npm ci first" };

/** The rules that refuse `css` as a sheet of a screen. */
async function refused(css, name = SCREEN) {
  const { default: stylelint } = await import("stylelint");
  const { results } = await stylelint.lint({ code: css, codeFilename: name, cwd: ROOT });
  return [...new Set(results[0].warnings.map(({ rule }) => rule))];
}

const screen = (rule) => refused(`@layer screens {\n  ${rule}\n}\n`);

test("a component has its look in its own sheet", options, async () => {
  assert.deepEqual(await screen(".manage-head .button { color: inherit; }"), ["deskq/one-home"]);
  assert.deepEqual(await screen(".field > input { color: inherit; }"), ["deskq/one-home"]);
  assert.deepEqual(await screen(".group-title { .icon { opacity: 0.5; } }"), ["deskq/one-home"]);
});

test("a screen may place a component and set its custom properties", options, async () => {
  assert.deepEqual(await screen(".manage-head .button { margin-inline-start: auto; }"), []);
  assert.deepEqual(await screen(".manage-head .button { --icon-size: 1em; }"), []);
  assert.deepEqual(await screen(".manage-head .button { display: none; }"), []);
  assert.deepEqual(await screen(".group-title a { color: inherit; }"), []);
});

test("rules stand within the layer of their folder", options, async () => {
  assert.deepEqual(await refused(".group-title { color: inherit; }\n"), ["deskq/one-layer"]);
  assert.deepEqual(await refused("@layer components {\n  .group-title { color: inherit; }\n}\n"), ["deskq/one-layer"]);
});

test("a custom property that nothing sets or reads is a slip", options, async () => {
  assert.deepEqual(await screen(".group-title { color: var(--inkk); }"), ["deskq/known-properties"]);
  assert.deepEqual(await screen(".group-title { --icon-sise: 1em; }"), ["deskq/known-properties"]);
});

test("colours, type sizes, layers and space are tokens", options, async () => {
  assert.deepEqual(await screen(".group-title { color: #fff; }"), ["color-no-hex"]);
  assert.deepEqual(await screen(".group-title { color: white; }"), ["color-named"]);
  assert.deepEqual(await screen(".group-title { color: rgb(0 0 0 / 5%); }"), ["function-disallowed-list"]);
  assert.deepEqual(await screen(".group-title { font-size: 1.3rem; }"), ["declaration-property-value-allowed-list"]);
  assert.deepEqual(await screen(".group-title { z-index: 3; }"), ["declaration-property-value-allowed-list"]);
  assert.deepEqual(await screen(".group-title { padding: 0.4rem; }"), ["declaration-property-value-disallowed-list"]);
});

test("breakpoints are few, ids none, directions logical", options, async () => {
  assert.deepEqual(await screen("@media (width < 30rem) { .group-title { color: inherit; } }"), [
    "media-feature-name-value-allowed-list",
  ]);
  assert.deepEqual(await screen("@media (width < 48rem) { .group-title { color: inherit; } }"), []);
  assert.deepEqual(await screen("#tabs { color: inherit; }"), ["selector-max-id"]);
  assert.deepEqual(await screen(".group-title { margin-left: auto; }"), ["property-layout-mappings"]);
  assert.deepEqual(await screen(".group-title { text-align: left; }"), ["value-keyword-layout-mappings"]);
});
