import { toJson, type Facts } from "../../../audit/facts";
import { at, isObject, listAt, textAt, type Json } from "../../../audit/facts/json";
import { siteNetworks } from "../../../audit/network/site-network";
import { tenantLabel } from "../../../language";
import { notTried } from "../harness/not-tried";
import { firstFound } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane } from "../parts/kubernetes";
import { Admission, type Candidate } from "./harness/admission";
import { startCluster, type RunningCluster } from "./harness/cluster";
import { sitePods } from "./harness/site-pods";
import { hasTenants, someTenants } from "./harness/some-tenants";
import { tenantCrossings } from "./harness/tenant-crossings";

/** Kinds in the order in which they are made; what pods ask for stands before them. */
const kinds = ["Namespace", "PriorityClass", "RuntimeClass", "NetworkPolicy"];

/** The smallest environment that serves tenants, with two of them. */
const shared = (): Facts | undefined => firstFound((facts) => (hasTenants(facts) ? [someTenants(facts, 2)] : []));

withParts("between tenants", { controlPlane }, (folderOf) => {
  const facts = shared();
  if (facts === undefined) {
    notTried("what tenants reach", "no environment that is worked on serves tenants");
    return;
  }
  const [site = ""] = Object.keys(facts.plan.sites);
  const { pods } = siteNetworks(facts, site);
  if (pods === undefined) throw new Error(`${site} does not say where pods have their addresses`);

  let cluster: RunningCluster;
  beforeAll(async () => {
    cluster = await startCluster({
      programs: folderOf("controlPlane"),
      // Whose account a pod has is not the question, and accounts take a moment to come.
      arguments: { apiServer: ["--disable-admission-plugins=ServiceAccount"] },
    });
    const admission = new Admission(cluster.client);
    await admission.learnKinds();
    const here = Object.entries(facts.kubernetes).flatMap(([id, { site: its, kind, namespace, object }]) =>
      its === site ? [{ kind, id, namespace: namespace ?? "default", object }] : [],
    );
    const make = (candidates: readonly Candidate[]): Promise<void> => admission.create(candidates);
    for (const kind of kinds) await make(here.filter((candidate) => candidate.kind === kind));
    await make(sitePods(facts, site));
    expect(admission.objections).toEqual([]);
  });
  afterAll(() => cluster.stop());

  const crossings = (): Promise<readonly string[]> => tenantCrossings(cluster.client, pods);
  const get = async (path: string): Promise<Json> => (await cluster.client.send({ method: "GET", path })).body;
  const policiesOf = (namespace: string): string =>
    `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;

  /** A policy of the first tenant that lets somebody in, and the namespaces of the other one. */
  async function subject() {
    const found = listAt(await get(`/api/v1/namespaces?labelSelector=${tenantLabel}`), "items").map((namespace) => ({
      name: textAt(namespace, "metadata", "name") ?? "",
      tenant: textAt(namespace, "metadata", "labels", tenantLabel) ?? "",
    }));
    const own = found[0]?.tenant ?? "";
    const others = found.filter(({ tenant }) => tenant !== own);
    for (const { name } of found.filter(({ tenant }) => tenant === own)) {
      const policy = listAt(await get(policiesOf(name)), "items").find(
        (one) => listAt(one, "spec", "ingress").length > 0,
      );
      if (policy !== undefined) {
        const policyName = textAt(policy, "metadata", "name") ?? "";
        return { own, namespace: name, name: policyName, other: others[0]?.tenant ?? "", others };
      }
    }
    throw new Error("no tenant's policy lets anybody in");
  }

  /** What is found while a policy's spec is another one; it is put back afterwards. */
  async function whileChanged(path: string, change: (spec: Json) => Json): Promise<readonly string[]> {
    const before = await get(path);
    await put(path, change(at(before, "spec") ?? {}));
    try {
      return await crossings();
    } finally {
      await put(path, at(before, "spec") ?? {});
    }
  }

  async function put(path: string, spec: Json): Promise<void> {
    const standing = await get(path);
    const body = { ...(isObject(standing) ? standing : {}), spec };
    const { status, body: answer } = await cluster.client.send({ method: "PUT", path, body });
    if (status !== 200) throw new Error(`${path}: ${String(status)} ${textAt(answer, "message") ?? ""}`);
  }

  const withPeer =
    (peer: Json) =>
    (spec: Json): Json => ({ ...(isObject(spec) ? spec : {}), ingress: [{ from: [peer] }] });

  test("what was synthesized opens no tenant to another, and every tenant's pods are closed", async () => {
    const { others } = await subject();
    expect(others.length).toBeGreaterThan(1);
    expect(listAt(await get("/api/v1/pods"), "items").length).toBeGreaterThan(others.length);
    expect(await crossings()).toEqual([]);
  });

  test.each([
    ["every namespace", () => ({})],
    ["the other tenant's label", (_: string, other: string) => ({ matchLabels: { [tenantLabel]: other } })],
    [
      "every tenant but its own",
      (own: string) => ({
        matchExpressions: [
          { key: tenantLabel, operator: "Exists" },
          { key: tenantLabel, operator: "NotIn", values: [own] },
        ],
      }),
    ],
  ])("a policy that selects %s is caught", async (_, selector) => {
    const { own, namespace, name, other, others } = await subject();
    const peer = toJson({ namespaceSelector: selector(own, other) });
    const found = await whileChanged(`${policiesOf(namespace)}/${name}`, withPeer(peer));
    expect(found).toHaveLength(others.length);
    for (const { name: reached } of others)
      expect(found).toContainEqual(
        expect.stringMatching(
          new RegExp(`^${namespace}/${name} opens to ${reached} of tenant ${other}, to [0-9]+ pods`),
        ),
      );
    expect(await crossings()).toEqual([]);
  });

  test("pods of the other tenant are counted as the API selects them", async () => {
    const { namespace, name, others } = await subject();
    const counts = await Promise.all(
      others.map(async ({ name: reached }) => {
        const all = listAt(await get(`/api/v1/namespaces/${reached}/pods`), "items").length;
        return `${namespace}/${name} opens to ${reached} of tenant ${others[0]?.tenant ?? ""}, to ${String(all)} pods there now`;
      }),
    );
    const of = (podSelector: Json): Promise<readonly string[]> =>
      whileChanged(`${policiesOf(namespace)}/${name}`, withPeer({ namespaceSelector: {}, podSelector }));
    expect(await of({})).toEqual(counts.sort());
    for (const line of await of({ matchLabels: { app: "nobody" } })) expect(line).toMatch(/, to 0 pods there now$/);
  });

  test("a policy that opens to the pods' own network is caught, one that leaves it out is not", async () => {
    const { namespace, name } = await subject();
    const path = `${policiesOf(namespace)}/${name}`;
    const open = (block: Json): Promise<readonly string[]> => whileChanged(path, withPeer({ ipBlock: block }));
    expect(await open({ cidr: "0.0.0.0/0" })).toEqual([
      `${namespace}/${name} opens to 0.0.0.0/0, where pods of every tenant have addresses`,
    ]);
    expect(await open({ cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12"] })).toEqual([]);
  });

  test("a policy that opens to anyone is caught", async () => {
    const { namespace, name } = await subject();
    const found = await whileChanged(`${policiesOf(namespace)}/${name}`, (spec) => ({
      ...(isObject(spec) ? spec : {}),
      ingress: [{}],
    }));
    expect(found).toEqual([`${namespace}/${name} opens to anyone`]);
  });

  test("a namespace that denies nothing by default is caught, and pods that no policy closes", async () => {
    const { namespace, name } = await subject();
    const nobody = { podSelector: { matchLabels: { app: "nobody" } }, policyTypes: ["Ingress"] };
    expect(await whileChanged(`${policiesOf(namespace)}/default-deny`, () => nobody)).toEqual([
      `${namespace} denies nothing by default`,
    ]);
    const path = `${policiesOf(namespace)}/${name}`;
    const before = at(await get(path), "spec") ?? {};
    await put(path, nobody);
    const found = await whileChanged(`${policiesOf(namespace)}/default-deny`, () => nobody);
    await put(path, before);
    expect(found[0]).toBe(`${namespace} denies nothing by default`);
    expect(found.length).toBeGreaterThan(1);
    for (const line of found.slice(1)) expect(line).toMatch(new RegExp(`^${namespace}/.* is closed by no policy$`));
  });
});
