// Writes static/bundles/: for each module of static/js/entries one file with all that it imports, so that a screen loads
// one script instead of up to 37. `npm run bundle`, after any change under static/js. The manifest keeps the sha256 of
// each bundle and of its sources; the server uses a bundle only while they agree (deskq/web/scripts.py).
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = join(root, "static/js/entries");
const target = join(root, "static/bundles");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: readdirSync(entries).map((name) => join(entries, name)),
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  write: false,
});

rmSync(target, { recursive: true, force: true });
mkdirSync(target);
const manifest = {};
for (const { path, contents } of outputFiles) {
  writeFileSync(path, contents);
  const sources = Object.keys(metafile.outputs[relative(root, path)].inputs).sort();
  manifest[basename(path)] = {
    sha256: sha256(contents),
    sources: Object.fromEntries(sources.map((source) => [source, sha256(readFileSync(join(root, source)))])),
  };
}
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${outputFiles.length} bundles written`);
