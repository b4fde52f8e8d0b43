import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWorlds } from "../../../simulation";
import { requestsOf } from "../../../simulation/node-load";
import type { PodGroup } from "../../../simulation/world/world";
import { bestek, folderWith } from "../command";
import { page } from "../environment-page";

jest.setTimeout(120_000);

let folder: string;
let cache: string;

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), "bestek-cache-"));
  folder = folderWith({
    "environments/zuid.ts": page("zuid", { suite: 'noveu({ without: ["mail", "files", "chat"] })' }),
  });
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });
});

afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
});

test("an environment that was never synthesized is wrong use", async () => {
  const ran = await bestek(["simulate", "noord"], { folder });
  expect(ran).toMatchObject({ exitCode: 2, output: "" });
  expect(ran.complaints).toContain('holds no output of environment "noord"');
});

test("so is a site that it has not", async () => {
  const ran = await bestek(["simulate", "zuid", "--site", "moon"], { folder });
  expect(ran).toMatchObject({ exitCode: 2, output: "" });
  expect(ran.complaints).toContain('zuid has no site "moon"\n  it has: ');
});

test("without the programs that it needs it shows nothing, says how to get them, and ends with a code of its own", async () => {
  const path = process.env["PATH"];
  process.env["PATH"] = "";
  try {
    const ran = await bestek(["simulate", "zuid"], { folder, variables: { XDG_CACHE_HOME: cache } });
    expect(ran).toMatchObject({ exitCode: 3, complaints: "" });
    expect(ran.output).toContain("! zuid: not simulated, and so nothing is shown\n");
    expect(ran.output).toContain("install Go (https://go.dev/dl)");
    expect(ran.output).not.toContain("✔");
  } finally {
    process.env["PATH"] = path;
  }
});

test("the world is what was synthesized: planned nodes, planned workloads, and nothing beyond but jobs of the platform", () => {
  const [world, ...others] = readWorlds({
    terraform: join(folder, "cdktf.out"),
    output: join(folder, "out/zuid"),
    environment: "zuid",
  });
  if (world === undefined) throw new Error("no site");
  expect(others).toEqual([]);

  const nodes = world.nodes.reduce((sum, group) => sum + group.nodes, 0);
  expect(world.nodes.map(({ zone, labels }) => [zone, labels["bestek.eu/pool"]])).toEqual(
    world.nodes.map(({ zone }) => [zone, "general"]),
  );
  const count = ({ controller, replicas }: PodGroup): number => (controller === "DaemonSet" ? nodes : replicas);
  const sum = (groups: readonly PodGroup[], of: (group: PodGroup) => number): number =>
    groups.reduce((total, group) => total + count(group) * of(group), 0);
  const standing = world.groups.filter(({ passing }) => !passing);
  for (const [planned, of] of [
    [world.planned.pods, () => 1],
    [world.planned.cpu, (group: PodGroup) => requestsOf(group).cpu],
    [world.planned.memory, (group: PodGroup) => requestsOf(group).memory],
  ] as const) {
    expect(sum(standing, of)).toBeLessThanOrEqual(planned);
    expect(sum(world.groups, of)).toBeGreaterThanOrEqual(planned);
  }

  const scaled = world.groups.find(({ id }) => id === "portal/portal-web");
  expect(scaled).toMatchObject({ origin: "ours", controller: "Deployment", replicas: 2, most: 4, spread: true });
  const database = world.groups.find(({ id }) => id === "databases/postgres-instance");
  expect(database).toMatchObject({ origin: "declared", controller: "StatefulSet", claims: ["data-0"], spread: true });
  expect(database?.pod["affinity"]).toMatchObject({
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }] },
  });
  expect(world.objects).toContainEqual(
    expect.objectContaining({
      kind: "PodDisruptionBudget",
      metadata: { name: "declared-openbao-server", namespace: "openbao" },
      spec: expect.objectContaining({ maxUnavailable: 1 }),
    }),
  );
});
