// npm run bench:live [-- noveu-zuid noveu-cloud]: what the real API server and the real scheduler do with samples, the largest where none is
// named. Objects and pods by the second depend on the machine; next to them stands the floor, the same server admitting the
// smallest object there is, as often.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createJiti(import.meta.url);
const source = (file) => require(join(root, file));

const { collectFacts } = source("audit/facts/index.ts");
const { makePart } = source("simulation/parts/part.ts");
const { readWorlds } = source("simulation/world/read-world.ts");
const { simulateSite } = source("simulation/simulate.ts");
const { cache } = source("test/live/harness/cache.ts");
const { controlPlane, kwok } = source("test/live/parts/kubernetes.ts");
const { definitions, readDefinitions } = source("test/live/kubernetes/harness/definitions.ts");
const { admitSite } = source("test/live/kubernetes/harness/admit-site.ts");
const { judging, onCluster } = source("test/live/kubernetes/harness/cluster.ts");

const seconds = async (work) => {
  const start = performance.now();
  const result = await work();
  return { result, took: (performance.now() - start) / 1000 };
};

async function partsOrWhyNot() {
  const made = [];
  for (const [name, part] of Object.entries({ kubernetes: controlPlane, kwok, definitions }))
    made.push({ name, ...(await makePart(part, cache)) });
  const missing = made.filter(({ kind }) => kind === "missing");
  for (const { why } of missing) console.log(`no figures: ${why}`);
  return missing.length > 0 ? undefined : Object.fromEntries(made.map(({ name, folder }) => [name, folder]));
}

function synthesize(environment, folder) {
  const folders = ["--out", join(folder, "out"), "--cdktf-out", join(folder, "cdktf.out")];
  const words = [join(root, "dist/cli/main.js"), "synth", environment, ...folders];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${environment} is not synthesized: ${stderr}`);
  return { terraform: join(folder, "cdktf.out"), output: join(folder, "out", environment), environment };
}

/** Configuration maps with nothing in them, as the objects are sent: as many, asked for and not made. */
const floor = async (client, count) => {
  for (let sent = 0; sent < count; sent += 500) {
    await Promise.all(
      Array.from({ length: Math.min(500, count - sent) }, (_, index) =>
        client.send({
          method: "POST",
          path: "/api/v1/namespaces/default/configmaps?dryRun=All",
          body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `floor-${sent + index}` } },
        }),
      ),
    );
  }
};

async function admission(parts, files) {
  const facts = collectFacts(files);
  for (const site of Object.keys(facts.plan.sites).sort()) {
    await onCluster({ programs: parts.kubernetes, arguments: { controllerManager: [judging] } }, async ({ client }) => {
      const { result, took } = await seconds(() => admitSite(client, readDefinitions(parts.definitions), facts, site));
      const count = result.admitted + result.objections.length;
      const bare = await seconds(() => floor(client, count));
      console.log(
        `${files.environment} at ${site}: ${result.admitted} of ${count} objects admitted in ${took.toFixed(0)} s, definitions and quotas included: ` +
          `${(count / took).toFixed(0)} a second, ${(took / bare.took).toFixed(1)} times the floor`,
      );
    });
  }
}

async function simulation(parts, files) {
  const whole = await seconds(async () => {
    for (const world of readWorlds(files)) {
      const starts = [];
      const { scenarios } = await simulateSite(parts, world, {
        started: (title) => starts.push({ title, at: performance.now() }),
      });
      if (scenarios.length === 0) continue;
      const end = performance.now();
      const took = starts.map(({ title, at }, index) => [title, ((starts[index + 1]?.at ?? end) - at) / 1000]);
      const [first] = scenarios;
      console.log(
        `${files.environment} at ${world.site}: ${first.ready} of ${first.wanted} pods on ${first.nodes.length} nodes, ` +
          `${(first.ready / took[0][1]).toFixed(0)} scheduled and started a second`,
      );
      for (const [index, [title, duration]] of took.entries())
        console.log(`  ${title}: ${scenarios[index].verdict}, ${duration.toFixed(0)} s`);
    }
  });
  console.log(
    `${files.environment}: ${whole.took.toFixed(0)} s from start to verdict (aim for the largest sample: under 180 s)`,
  );
}

const parts = await partsOrWhyNot();
const samples = process.argv.slice(2);
if (parts !== undefined)
  for (const environment of samples.length > 0 ? samples : ["noveu-cloud"]) {
    const folder = mkdtempSync(join(tmpdir(), "bestek-bench-"));
    try {
      const files = synthesize(environment, folder);
      await simulation(parts, files);
      await admission(parts, files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
