import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts, KubernetesFact } from "../../../audit/facts";
import { listAt, textAt } from "../../../audit/facts/json";
import { notTried } from "../harness/not-tried";
import { firstFound, synthesizedFolder } from "../harness/synthesized";
import { eventually } from "../harness/until";
import { withParts } from "../harness/with-parts";
import { controlPlane, helm } from "../parts/kubernetes";
import { definitionsOf } from "./harness/admit-site";
import { define, startCluster, type RunningCluster } from "./harness/cluster";
import { definitions, readDefinitions } from "./harness/definitions";
import { Helm, type Release } from "./harness/helm";
import { added, identities, inventory } from "./harness/inventory";
import { hasTenants, someTenants } from "./harness/some-tenants";

withParts("Helm", { controlPlane, helm, definitions }, (folderOf) => {
  const facts = firstFound((all) => (hasTenants(all) ? [someTenants(all, 3)] : []));
  if (facts === undefined) {
    notTried("our charts", "no environment that is worked on serves tenants");
    return;
  }
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
  let cluster: RunningCluster;
  let client: RunningCluster["client"];
  let program: Helm;
  let empty: ReadonlySet<string>;
  let founded: ReadonlySet<string>;
  /** What stays when everything is uninstalled, and which one it is. */
  let kept: ReadonlyMap<string, string | undefined>;

  const standing = async (ones: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> => {
    const there = await identities(client);
    return new Map(ones.map((one) => [one, there.get(one)]));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
    cluster = await startCluster({ programs: folderOf("controlPlane") });
    client = cluster.client;
    program = new Helm(folderOf("helm"), cluster.controlPlane.kubeconfig, join(folder, "helm"));
    const objects = ours.map(({ object }) => object);
    await define(client, definitionsOf(readDefinitions(folderOf("definitions")), objects));
    empty = await inventory(client);
  });

  afterAll(async () => {
    await cluster.stop();
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
    const marked = ours.filter(isKept).map(({ kind, namespace, name }) => `${kind} ${namespace ?? ""}/${name}`);
    const claims = ours.filter(({ kind }) => kind === "StatefulSet").flatMap(claimsOf);
    const stays = (one: string): boolean => marked.includes(one) || claims.some((claim) => one.startsWith(claim));
    const left = await eventually(
      // Kubernetes may give a new namespace its account only after the first look.
      async () => added(await inventory(client), founded).filter((one) => !isMadeByKubernetes(one)),
      (now) => now.every(stays),
    );
    expect(left.filter((one) => !stays(one))).toEqual([]);
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

  test("uninstalls the foundations: what holds data stays, closed, and nothing else", async () => {
    const holders = added(await inventory(client), founded).filter((one) => !isMadeByKubernetes(one));
    const homes = new Set([...holders.map(namespaceOf), ...homesOfOthers(facts, site)]);
    for (const release of foundations.toReversed()) await program.uninstall(release);
    const expected = [
      ...holders,
      ...[...homes].flatMap((name) => [`Namespace /${name}`, `NetworkPolicy ${name}/default-deny`]),
    ].sort();
    const left = await eventually(
      async () => added(await inventory(client), empty).filter((one) => !isMadeByKubernetes(one)),
      (now) => now.length === expected.length,
    );
    expect(left).toEqual(expected);
    expect(holders.filter((one) => one.startsWith("PersistentVolumeClaim "))).not.toEqual([]);
    kept = await standing(left);
  });

  test("a release of another name does not take what stayed", async () => {
    const [release] = foundations;
    if (release === undefined) throw new Error("no foundation");
    await expect(program.install({ ...release, name: "stranger" })).rejects.toThrow("invalid ownership metadata");
  });

  test("installed again, the releases take back what stayed: it is the same as before", async () => {
    for (const release of foundations) await program.install(release);
    const data = others.filter((release) => ours.some((fact) => fact.release === release.name && holdsData(fact)));
    await inTurns(data, (release) => program.install(release));
    expect(await standing([...kept.keys()])).toEqual(kept);
    const there = await inventory(client);
    const again = ours.filter(({ release }) => [...foundations, ...data].some(({ name }) => name === release));
    expect(again.filter((fact) => !isThere(there, fact))).toEqual([]);
    await inTurns(data, (release) => program.uninstall(release));
    for (const release of foundations.toReversed()) await program.uninstall(release);
  });

  test("the namespaces deleted by hand, nothing is left", async () => {
    const namespaces = [...kept.keys()].flatMap((one) => (one.startsWith("Namespace /") ? [one.slice(11)] : []));
    for (const name of namespaces) await client.send({ method: "DELETE", path: `/api/v1/namespaces/${name}` });
    const left = await eventually(
      async () => added(await inventory(client), empty),
      (now) => now.length === 0,
    );
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

const namespaceOf = (one: string): string => one.slice(one.indexOf(" ") + 1, one.indexOf("/"));

/** True of a StatefulSet with volumes, and of what Helm is told to leave. */
const holdsData = (fact: KubernetesFact): boolean =>
  fact.kind !== "Namespace" && fact.kind !== "NetworkPolicy" && (isKept(fact) || claimsOf(fact).length > 0);

const isKept = ({ object }: KubernetesFact): boolean =>
  textAt(object, "metadata", "annotations", "helm.sh/resource-policy") === "keep";

/** Namespaces of other publishers' charts, which nobody installs here, that are told a class of volumes. */
const homesOfOthers = ({ releases }: Facts, site: string): readonly string[] =>
  Object.values(releases).flatMap((release) =>
    release.site === site &&
    release.carried === undefined &&
    /"storageClass(Name)?":"[^"]/.test(JSON.stringify(release.values))
      ? [release.namespace]
      : [],
  );

/** What every namespace is given. */
const isMadeByKubernetes = (one: string): boolean =>
  /^(ServiceAccount .*\/default|ConfigMap .*\/kube-root-ca.crt)$/.test(one);

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
