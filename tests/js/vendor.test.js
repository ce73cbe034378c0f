import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));

test("the vendored files are the ones the manifest names", () => {
  for (const [path, { sha256 }] of Object.entries(JSON.parse(read("static/vendor/manifest.json")))) {
    assert.equal(createHash("sha256").update(read(path)).digest("hex"), sha256, path);
  }
});

test("every picture that an administrator may choose is in the sprite", () => {
  const drawn = String(read("static/icons.svg"));
  for (const [, name] of String(read("deskq/office/admin/icons.py")).matchAll(/^ {4}"([a-z0-9-]+)":/gm)) {
    assert.ok(drawn.includes(`id="${name}"`), name);
  }
});

test("every icon that a template draws is in the sprite", () => {
  const drawn = new Set(String(read("static/icons.svg")).match(/(?<=<symbol id=")[^"]+/g));
  const folder = new URL("templates/", root);
  for (const path of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"))) {
    const source = String(readFileSync(new URL(path, folder)));
    for (const [, name] of source.matchAll(/icon\('([a-z0-9-]+)'[),]/g)) assert.ok(drawn.has(name), `${path}: ${name}`);
  }
});
