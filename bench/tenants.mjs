// npm run bench:tenants [-- 200 1000]: a shared platform of one site as a whole, plan, charts, stacks and audit, for each number of
// tenants in a process of its own. Wall time depends on the machine and on who else uses it; processor time less so; the growth
// from one number to the next least.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

process.env.CDKTN_DISABLE_CREATION_STACK = "1";
const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** One run; prints a line of JSON for the parent. */
function measure(count) {
  const { backupRestore, defineEnvironment, noveu, ovh, shared } = require(join(root, "dist/index.js"));
  const { planEnvironment } = require(join(root, "dist/planning/plan-environment.js"));
  const { installedFootprints } = require(join(root, "dist/planning/flows/index.js"));
  const { writeCharts } = require(join(root, "dist/charts/index.js"));
  const { synthesizeStacks } = require(join(root, "dist/stacks/index.js"));
  const { canonicalJson, writeFootprints } = require(join(root, "dist/output/index.js"));
  const { auditEnvironment, collectFacts } = require(join(root, "dist/audit/index.js"));
  const tenants = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const id = `t${String(index).padStart(4, "0")}`;
      return [id, { customer: id, domain: `${id}.example.eu`, users: 25 + ((index * 37) % 200) }];
    }),
  );
  const environment = defineEnvironment({
    name: "bench",
    stage: "test",
    suite: noveu(),
    users: { usage: "seed" },
    tenancy: shared({
      customer: "Bench",
      domain: "bench.example.eu",
      cells: Math.max(2, Math.ceil(count / 20)),
      tenants,
    }),
    site: ovh({
      region: "EU-WEST-PAR",
      project: "0".repeat(32),
      network: "10.20.0.0/16",
      operators: ["203.0.113.0/28"],
      quotas: { buckets: 10_000 },
    }),
    runner: { network: "198.51.100.7/32" },
    recovery: backupRestore({ offsite: "GRA" }),
    dns: { kind: "customer" },
    registry: { mirror: "registry.bench.example.eu", pullSecret: "registry-pull" },
    state: { bucket: "bench-state", region: "DE" },
    certificates: { contact: "bench@bench.example.eu" },
  });
  const folder = mkdtempSync(join(tmpdir(), "bestek-bench-"));
  const parts = {};
  const part = (name, work) => {
    const [start, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
    const result = work();
    const used = process.cpuUsage(cpu);
    parts[name] = {
      wall: Number(process.hrtime.bigint() - start) / 1e9,
      cpu: (used.user + used.system) / 1e6,
    };
    return result;
  };
  try {
    const out = join(folder, "out");
    const terraform = join(folder, "cdktf.out");
    const plan = part("plan", () => planEnvironment(environment));
    const charts = part("charts", () => writeCharts(environment, plan, join(out, "charts")));
    part("stacks", () => synthesizeStacks({ environment, plan, charts, outdir: terraform }));
    writeFootprints(join(out, "footprints"), installedFootprints(environment));
    writeFileSync(join(out, "plan.json"), canonicalJson(plan));
    const facts = part("facts", () => collectFacts({ terraform, output: out, environment: environment.name }));
    const { totals } = part("audit", () => auditEnvironment(facts));
    const objects = charts.reduce((sum, chart) => sum + chart.objects, 0);
    console.log(JSON.stringify({ objects, parts, peak: process.resourceUsage().maxRSS / 1024, totals }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === "--measure") {
  measure(Number(rest[0]));
} else {
  const counts = [mode, ...rest].filter((text) => text !== undefined).map(Number);
  let before;
  for (const count of counts.length === 0 ? [200, 1000] : counts) {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--measure", String(count)], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (child.status !== 0) throw new Error(child.stdout + child.stderr);
    const { objects, parts, peak } = JSON.parse(child.stdout);
    const sum = (what) => Object.values(parts).reduce((total, each) => total + each[what], 0);
    console.log(
      `${count} tenants, ${objects} objects: ${sum("wall").toFixed(0)} s, processor ${sum("cpu").toFixed(0)} s, peak ${peak.toFixed(0)} MiB`,
    );
    for (const [name, { wall, cpu }] of Object.entries(parts)) {
      const growth =
        before === undefined
          ? ""
          : `, x${(cpu / before.parts[name].cpu).toFixed(1)} for x${(count / before.count).toFixed(1)} tenants`;
      console.log(
        `  ${name.padEnd(8)} ${wall.toFixed(1).padStart(7)} s, processor ${cpu.toFixed(1).padStart(7)} s${growth}`,
      );
    }
    before = { count, parts };
  }
}
