// npm run bench: synthesis of the full suite as a whole process, dedicated and shared, and how each part grows with the number of services, next to the
// floor of writing the same objects. Ratios within one run are what to compare; seconds depend on the machine.
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suiteFigures } from "./suites.mjs";
import { terraformFigures } from "./terraform.mjs";
import { median } from "./whole-process.mjs";

process.env.CDKTN_DISABLE_CREATION_STACK = "1";
const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "bestek-bench-"));

const time = (work, runs = 3) => {
  const results = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return median(results);
};

function growth() {
  const { defineEnvironment, noveu, ovh, dedicated, backupRestore } = require(join(root, "dist/index.js"));
  const { planEnvironment } = require(join(root, "dist/planning/plan-environment.js"));
  const { renderCharts, writeCharts } = require(join(root, "dist/charts/index.js"));
  const { synthesizeStacks } = require(join(root, "dist/stacks/index.js"));
  const { stringify } = require("yaml");
  const { portal } = noveu().services;

  const environmentOf = (count) =>
    defineEnvironment({
      name: "bench",
      stage: "test",
      suite: {
        name: "noveu",
        services: Object.fromEntries(
          Array.from({ length: count }, (_, index) => `portal-${String(index).padStart(4, "0")}`).map((name) => [
            name,
            { ...portal, name, exposes: portal.exposes.map((exposure) => ({ ...exposure, label: name })) },
          ]),
        ),
      },
      users: { count: 100, usage: "seed" },
      tenancy: dedicated({ customer: "Bench", domain: "bench.example.eu" }),
      site: ovh({
        region: "EU-WEST-PAR",
        project: "0".repeat(32),
        network: "10.20.0.0/16",
        operators: ["203.0.113.0/28"],
      }),
      runner: { network: "198.51.100.7/32" },
      recovery: backupRestore({ offsite: "GRA" }),
      dns: { kind: "customer" },
      registry: { mirror: "registry.bench.example.eu", pullSecret: "registry-pull" },
      state: { bucket: "bench-state", region: "DE" },
      certificates: { contact: "bench@bench.example.eu" },
    });

  const measure = (count) => {
    const environment = environmentOf(count);
    let plan;
    const planning = time(() => (plan = planEnvironment(environment)));
    let charts;
    const rendering = time(() => (charts = renderCharts(environment, plan)));
    const objects = charts.flatMap(({ manifests }) => manifests);
    const floor = time(() => {
      for (const object of objects) {
        JSON.stringify(object);
        stringify(object, { lineWidth: 0, aliasDuplicateObjects: false });
      }
    });
    const target = join(folder, String(count));
    const written = writeCharts(environment, plan, join(target, "charts"));
    const stacks = time(
      () => synthesizeStacks({ environment, plan, charts: written, outdir: join(target, "cdktf.out") }),
      1,
    );
    return { objects: objects.length, planning, rendering, floor, stacks };
  };
  measure(20);
  return [measure(200), measure(800)];
}

try {
  suiteFigures(folder);
  const [small, large] = growth();
  console.log(`objects: ${small.objects} for 200 services, ${large.objects} for 800`);
  const floor = large.floor / small.floor;
  for (const part of ["planning", "rendering", "floor", "stacks"]) {
    const slope = large[part] / small[part];
    console.log(
      `${part.padEnd(10)} ${small[part].toFixed(0).padStart(6)} ms -> ${large[part].toFixed(0).padStart(6)} ms, x${slope.toFixed(2)}, ` +
        `${(slope / floor).toFixed(2)} of the floor's growth${part === "floor" ? "" : " (aim: under 2)"}`,
    );
  }
  await terraformFigures(join(folder, "terraform"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
