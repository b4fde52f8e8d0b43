import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { median, wholeProcess } from "./whole-process.mjs";

const require = createRequire(import.meta.url);
const { collectFacts } = require(join(fileURLToPath(new URL("..", import.meta.url)), "dist/audit/index.js"));

/** Samples with every service of the suite, and how often each is synthesized. */
const samples = [
  { name: "noveu-zuid", sharing: "dedicated, at two sites", runs: 5, aim: " (aim: under 3 s)" },
  { name: "noveu-west", sharing: "shared by some tenants", runs: 5 },
  { name: "noveu-cloud", sharing: "shared by two hundred tenants", runs: 1 },
];

/** Seconds in which the same objects and resources are turned into text and written, a file for each, and nothing else is done. */
function floorOf({ objects, resources }, folder) {
  mkdirSync(folder);
  const start = process.hrtime.bigint();
  const write = (index, text) => writeFileSync(join(folder, String(index)), text);
  for (const [index, object] of objects.entries())
    write(index, stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }));
  for (const [index, resource] of resources.entries()) write(objects.length + index, JSON.stringify(resource, null, 2));
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Objects, time and memory of the full suite, with its audit, next to the floor of writing the same. */
export function suiteFigures(folder) {
  for (const { name, sharing, runs, aim = "" } of samples) {
    const place = join(folder, name);
    mkdirSync(place);
    const { seconds, peak } = wholeProcess(name, place, runs);
    const facts = collectFacts({
      terraform: join(place, "cdktf.out"),
      output: join(place, "out", name),
      environment: name,
    });
    const written = {
      objects: Object.values(facts.kubernetes).map(({ object }) => object),
      resources: Object.values(facts.terraform).flatMap(({ block, attributes }) =>
        block === "resource" ? [attributes] : [],
      ),
    };
    const floor = median([1, 2, 3].map((run) => floorOf(written, join(place, `floor-${run}`))));
    console.log(
      `${name} (${sharing}): ${written.objects.length} objects and ${written.resources.length} resources in ${seconds.toFixed(2)} s${aim}, ` +
        `audit included, ${(seconds / floor).toFixed(1)} times the floor of writing them; peak ${peak.toFixed(0)} MiB`,
    );
  }
}
