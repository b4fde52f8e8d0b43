import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts, KubernetesFact } from "../../../audit/facts";
import { listAt, textAt } from "../../../audit/facts/json";
import { ApiClient } from "../../../simulation/kubernetes/api-client";
import { startControlPlane, type ControlPlane } from "../../../simulation/kubernetes/control-plane";
import { synthesizedEnvironments, synthesizedFacts, synthesizedFolder } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane, helm } from "../parts/kubernetes";
import { definitionsOf } from "./harness/admit-site";
import { define, eventually } from "./harness/cluster";
import { definitions, readDefinitions } from "./harness/definitions";
import { Helm, type Release } from "./harness/helm";
import { added, inventory } from "./harness/inventory";
import { hasTenants, someTenants } from "./harness/some-tenants";

withParts("Helm", { controlPlane, helm, definitions }, (folderOf) => {
  // The last one by name is the smaller one.
  const shared = synthesizedEnvironments().findLast((name) => hasTenants(synthesizedFacts(name)));
  if (shared === undefined) {
    test.skip("none of the environments that are wanted has tenants", () => undefined);
    return;
  }
  const facts = someTenants(synthesizedFacts(shared), 3);
  const [site = ""] = Object.entries(facts.plan.sites).flatMap(([name, { role }]) =>
    role === "primary" ? [name] : [],
  );
  const releases = ownReleases(facts, site);
  const names = new Set(releases.map(({ name }) => name));
  const ours = Object.values(facts.kubernetes).filter((fact) => fact.site === site && names.has(fact.release));
  // Namespaces first, and last to go.
  const foundations = releases.filter(({ name }) => name.endsWith("foundation"));
  const others = releases.filter((release) => !foundations.includes(release));

  let folder: string;
  let plane: ControlPlane;
  let client: ApiClient;
  let program: Helm;
  let empty: ReadonlySet<string>;
  let founded: ReadonlySet<string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
    plane = await startControlPlane({ programs: folderOf("controlPlane"), folder });
    client = new ApiClient(plane.access);
    program = new Helm(folderOf("helm"), plane.kubeconfig, join(folder, "helm"));
    const objects = ours.map(({ object }) => object);
    await define(client, definitionsOf(readDefinitions(folderOf("definitions")), objects));
    empty = await inventory(client);
  });

  afterAll(async () => {
    client.close();
    await plane.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("installs our charts of the platform and of three tenants, every object of them", async () => {
    for (const release of foundations) await program.install(release);
    founded = await inventory(client);
    await inTurns(others, (release) => program.install(release));
    const there = await inventory(client);
    const missing = ours.filter((fact) => !isThere(there, fact)).map(({ kind, name }) => `${kind} ${name}`);
    expect(missing).toEqual([]);
    expect(ours.length).toBeGreaterThan(500);
  });

  test("upgrades one image, and rolls back", async () => {
    const deployment = ours.find(
      ({ kind, release }) => kind === "Deployment" && others.some(({ name }) => name === release),
    );
    const release = others.find(({ name }) => name === deployment?.release);
    if (deployment === undefined || release === undefined) throw new Error("no release has a Deployment");
    const path = `/apis/apps/v1/namespaces/${deployment.namespace ?? ""}/deployments/${deployment.name}`;
    const image = async (): Promise<string | undefined> => {
      const { body } = await client.send({ method: "GET", path });
      return textAt(listAt(body, "spec", "template", "spec", "containers")[0], "image");
    };
    const planned = await image();
    if (planned === undefined) throw new Error(`${path} has no image`);
    const next = planned.replace(/[:@][^/]*$/, ":next");

    await program.install({ ...release, chart: withImage(release.chart, folder, planned, next) });
    expect(await image()).toBe(next);
    await program.rollback(release, 1);
    expect(await image()).toBe(planned);
    expect(await program.history(release)).toEqual(["superseded", "superseded", "deployed"]);
  });

  test("uninstalls the services: what is left are the volumes' claims, and what says that it is kept", async () => {
    await inTurns([...others].reverse(), (release) => program.uninstall(release));
    const kept = ours
      .filter(({ object }) => textAt(object, "metadata", "annotations", "helm.sh/resource-policy") === "keep")
      .map(({ kind, namespace, name }) => `${kind} ${namespace ?? ""}/${name}`);
    const claims = ours.filter(({ kind }) => kind === "StatefulSet").flatMap(claimsOf);
    const isKept = (one: string): boolean => kept.includes(one) || claims.some((claim) => one.startsWith(claim));
    let left: readonly string[] = [];
    await eventually(async () => {
      left = added(await inventory(client), founded);
      return left.every(isKept);
    });
    expect(left.filter((one) => !isKept(one))).toEqual([]);
    expect(claims).not.toEqual([]);
    expect(claims.filter((claim) => !left.some((one) => one.startsWith(claim)))).toEqual([]);
  });

  test("a thing that is left behind is found", async () => {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "left" } };
    const path = "/api/v1/namespaces/default/configmaps";
    await client.send({ method: "POST", path, body: object });
    expect(added(await inventory(client), empty)).toContain("ConfigMap default/left");
    await client.send({ method: "DELETE", path: `${path}/left` });
  });

  test("uninstalls the foundations: nothing is left", async () => {
    for (const release of foundations.toReversed()) await program.uninstall(release);
    let left: readonly string[] = [];
    await eventually(async () => {
      left = added(await inventory(client), empty);
      return left.length === 0;
    });
    expect(left).toEqual([]);
  });
});

/** Releases of our own charts at a site. */
function ownReleases(facts: Facts, site: string): readonly Release[] {
  return Object.values(facts.releases)
    .filter((release) => release.site === site && release.carried !== undefined)
    .map(({ stack, name, namespace, chart }) => ({
      name,
      namespace,
      chart: join(synthesizedFolder(facts.environment), "cdktf.out/stacks", stack, chart),
    }));
}

const isThere = (there: ReadonlySet<string>, { kind, namespace, name }: KubernetesFact): boolean =>
  there.has(`${kind} ${namespace ?? ""}/${name}`);

/** How the claims begin that the pods of a StatefulSet have made. */
const claimsOf = ({ object, namespace, name }: KubernetesFact): readonly string[] =>
  listAt(object, "spec", "volumeClaimTemplates").map(
    (claim) => `PersistentVolumeClaim ${namespace ?? ""}/${textAt(claim, "metadata", "name") ?? ""}-${name}-`,
  );

/** A copy of a chart in which one image is another. */
function withImage(chart: string, folder: string, from: string, to: string): string {
  const copy = join(folder, "chart");
  cpSync(chart, copy, { recursive: true });
  for (const name of readdirSync(join(copy, "objects"))) {
    const path = join(copy, "objects", name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to));
  }
  return copy;
}

/** Four at once. */
async function inTurns(releases: readonly Release[], act: (release: Release) => Promise<void>): Promise<void> {
  const waiting = [...releases];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}
