import { activeActive, aws, defineEnvironment, noveu, ovh, Refusal, warmStandby, type EnvironmentFacts } from "bestek";
import { figure, quantity } from "../../language";
import { planEnvironment } from "../../planning";
import { facts } from "./facts";

const { site } = facts;
if (site.kind !== "ovh") throw new Error("the facts are those of a site at OVHcloud");

const refusalOf = (changes: Readonly<Record<string, unknown>>): string => {
  try {
    const wrong: EnvironmentFacts = { ...facts, ...changes };
    planEnvironment(defineEnvironment(wrong));
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
};

const inRegion = (region: string, changes: Readonly<Record<string, unknown>> = {}) => ({ ...site, region, ...changes });

/** What the issue lists as bad input, each refused before anything is changed, with the fact to change. */
describe("refused before the first change", () => {
  const standby = ovh({ ...site, region: "EU-SOUTH-MIL", network: "10.21.0.0/16" });

  test.each([
    ["warm-standby", warmStandby({ site: standby, archive: "GRA" })],
    ["active-active", activeActive({ over: "datacentres", standby, archive: "GRA" })],
  ])("a region of one zone for %s", (kind, recovery) => {
    expect(refusalOf({ site: inRegion("SBG5"), recovery })).toContain(
      `✖ site.region: "SBG5" has one zone, but ${kind} promises to survive the loss of one\n  → choose a region of three zones`,
    );
  });

  test("networks of two sites that overlap", () => {
    const recovery = warmStandby({ site: { ...standby, network: "10.20.128.0/17" }, archive: "GRA" });
    expect(refusalOf({ recovery })).toContain(
      '✖ recovery.site.network: "10.20.128.0/17" overlaps site.network (10.20.0.0/16)\n  → give every site a network of its own',
    );
  });

  test("alerts that are told by what may be down", () => {
    const host = "mail.zuid.example.eu";
    const alerts = {
      page: [
        { kind: "webhook", host: "chat.zuid.example.eu" },
        { kind: "mail", to: "duty@zuid.example.eu" },
      ],
      ticket: [{ kind: "mail", to: "duty@zuid.example.eu" }],
      relay: { host, user: "alerts", from: "alerts@zuid.example.eu" },
      watchdog: host,
    };
    const said = refusalOf({ alerts });
    const elsewhere =
      "the platform itself, which tells nobody when it is down\n  → name one that stands outside the platform";
    expect(said).toContain(`✖ alerts.page.0.host: "chat.zuid.example.eu" is answered by ${elsewhere}`);
    expect(said).toContain(`✖ alerts.page.1.to: "duty@zuid.example.eu" is a mailbox of ${elsewhere}`);
    expect(said).toContain(`✖ alerts.relay.host: "${host}" is answered by ${elsewhere}`);
    expect(said).toContain(`✖ alerts.watchdog: "${host}" is answered by ${elsewhere}`);
    expect(said).not.toContain("alerts.ticket");
  });

  test("mails of alerts without a server that takes them, and a server without mails", () => {
    const mail = { kind: "mail", to: "duty@duty.example.eu" };
    const webhook = { kind: "webhook", host: "alerts.duty.example.eu" };
    const relay = { host: "smtp.relay.example.eu", user: "zuid", from: "alerts@zuid.example.eu" };
    expect(refusalOf({ alerts: { page: [webhook], ticket: [mail] } })).toContain("✖ alerts.relay: is missing");
    expect(refusalOf({ alerts: { page: [webhook], ticket: [webhook], relay } })).toContain("carries nothing");
    expect(refusalOf({ alerts: { page: [webhook], ticket: [mail], relay } })).toBe("");
  });

  test.each([
    ["that nobody knows", "b3-17", "is no machine of ovh that the catalogue knows\n  → choose one of b3-8,"],
    [
      "with a GPU, which regions of three zones don't have",
      "l4-90",
      "is not offered in EU-WEST-PAR, only in GRA11\n  → run what needs NVIDIA L4 in a cluster of its own there",
    ],
    ["of a family that no service is sized for", "c3-8", "is of family compute, which no service here is sized for"],
  ])("a machine type %s", (_, machine, why) => {
    expect(refusalOf({ site: inRegion("EU-WEST-PAR", { machine }) })).toContain(`✖ site.machine: "${machine}" ${why}`);
  });

  test("a machine that the region has is taken, and one too small for the largest pod is refused", () => {
    const of = (machine: string) => inRegion("EU-WEST-PAR", { machine });
    expect(refusalOf({ site: of("b3-64") })).toBe("");
    expect(refusalOf({ site: of("b3-8") })).toMatch(
      /✖ users\.count: 4200 needs .*, which no b3-8 holds\n {2}→ choose a larger machine, or leave site\.machine out/,
    );
  });

  test("a version of Kubernetes that the cloud does not offer", () => {
    expect(refusalOf({ kubernetes: "1.36" })).toContain(
      '✖ kubernetes: "1.36" is no version that ovh supports in its standard terms\n  → use one of 1.33, 1.34, 1.35',
    );
  });

  test("a region without encrypted volumes", () => {
    const recovery = { kind: "backup-restore", offsite: "GRA" };
    expect(refusalOf({ site: inRegion("WAW1"), recovery })).toContain(
      '✖ site.region: "WAW1" offers no encrypted volumes',
    );
  });

  test("more volumes in one pod than the cloud attaches to a node", () => {
    const suite = noveu();
    const { files } = suite.services;
    const web = files?.workloads["web"];
    const size = files?.needs.buckets?.["files"]?.size;
    if (files === undefined || web === undefined || size === undefined) throw new Error("files lacks its parts");
    const volumes = Object.fromEntries(
      Array.from({ length: 255 }, (_, index) => [
        `data-${String(index)}`,
        { kind: "persistent", role: "rebuildable", size, mountPath: `/data/${String(index)}` } as const,
      ]),
    );
    const changed = { ...files, workloads: { ...files.workloads, web: { ...web, volumes } } };
    expect(refusalOf({ suite: { ...suite, services: { ...suite.services, files: changed } } })).toContain(
      "✖ suite: has files/web with 255 volumes in one pod, and ovh attaches at most 254 to a node\n  → divide its data over fewer volumes",
    );
  });

  /** The suite with so many replicas of its portal that each takes a node of eight cores for itself. */
  const crowded = (replicas: number) => {
    const suite = noveu();
    const { portal } = suite.services;
    const web = portal?.workloads["web"];
    if (portal === undefined || web === undefined) throw new Error("the portal lacks its parts");
    const { footing } = web.sizing;
    const sizing = {
      kind: "fixed",
      replicas: figure(quantity(replicas, "replicas"), "replicas for this test", {
        kind: "decision",
        ref: "test",
        date: "2026-11-21",
      }),
      footing: { ...footing, cpu: { ...footing.cpu, value: 5000 } },
    } as const;
    const changed = { ...portal, workloads: { ...portal.workloads, web: { ...web, sizing } } };
    return { ...suite, services: { ...suite.services, portal: changed } };
  };

  const users = { count: 1_000, usage: "seed" };

  test("more nodes than one cluster of the plan may have", () => {
    const site = inRegion("GRA11", { machine: "b3-32" });
    const recovery = { kind: "backup-restore", offsite: "SBG" };
    const of = (replicas: number) => refusalOf({ site, recovery, users, suite: crowded(replicas) });
    expect(of(80)).toBe("");
    expect(of(110)).toMatch(
      /✖ users\.count: 1000 needs 1[1-3]\d nodes of b3-32, more than the 100 nodes of one cluster\n {2}→ divide the users over several environments/,
    );
  });

  test("more nodes in a zone than one node group may have", () => {
    const { network, operators } = site;
    const atAws = {
      site: aws({ region: "eu-central-1", account: "000000000001", network, operators, machine: "m6i.2xlarge" }),
      recovery: { kind: "backup-restore", offsite: "eu-north-1" },
      state: { bucket: "zuid-state", region: "eu-west-1" },
    };
    const of = (replicas: number) => refusalOf({ ...atAws, users, suite: crowded(replicas) });
    expect(of(1_200)).toBe("");
    expect(of(1_400)).toMatch(
      /✖ users\.count: 1000 needs 4[5-9]\d nodes of m6i\.2xlarge in each zone, more than the 450 nodes of one node group\n {2}→ divide/,
    );
  });
});
