// Builds the page into OUT: build.mjs OUT. The map stands in files of its own, which are loaded after the list.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const modules = join(here, "node_modules");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const common = { bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "none", logLevel: "warning" };
await build({ ...common, entryPoints: [join(here, "src/page.ts")], outfile: join(out, "page.js"), external: ["./map.js"] });
await build({ ...common, entryPoints: [join(here, "src/map.ts")], outfile: join(out, "map.js") });
await build({ ...common, entryPoints: [join(modules, "maplibre-gl/dist/maplibre-gl-worker.mjs")], outfile: join(out, "map-worker.js") });
await build({ ...common, entryPoints: [join(here, "page.css")], outfile: join(out, "page.css") });
await build({ ...common, entryPoints: [join(modules, "maplibre-gl/dist/maplibre-gl.css")], outfile: join(out, "map.css"), loader: { ".svg": "dataurl" } });
copyFileSync(join(here, "index.html"), join(out, "index.html"));
copyFileSync(join(modules, "world-atlas/countries-50m.json"), join(out, "world.json"));

// Whose work is in the page, as its licences ask.
const notices = ["maplibre-gl", "world-atlas", "topojson-client", "i18n-iso-countries"].map((name) => {
  const folder = join(modules, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE.txt", "LICENSE"].find((f) => { try { readFileSync(join(folder, f)); return true; } catch { return false; } });
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8") : ""}\n`;
});
writeFileSync(join(out, "notices.txt"), notices.join("\n"));
