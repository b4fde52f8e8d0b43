import production from "../../environments/noveu-zuid";
import { ovh } from "../../environments/schema";
import { noveu } from "../../suites";
import { attributesOf, environmentWith, synthesizeWithoutCharts, type Synthesis } from "./fixtures/synthesis";

const { recovery, site } = production.facts;
if (site.kind !== "ovh") throw new Error("the sample environment does not stand at OVHcloud");

const withLog = environmentWith({ site: ovh({ ...site, auditLog: "ldp-xx-12345" }) });

const primary = "noveu-zuid-infrastructure-eu-west-par";
const logTypes = ["ovh_dbaas_logs_output_graylog_stream", "ovh_cloud_project_kube_log_subscription"];

describe("the audit log of the Kubernetes API", () => {
  const logged = synthesizeWithoutCharts(withLog).file(primary);

  test("goes from the cluster to a stream of its own, and no plan destroys what was written", () => {
    const [stream] = Object.keys(logged.resource["ovh_dbaas_logs_output_graylog_stream"] ?? {});
    const [cluster] = Object.keys(logged.resource["ovh_cloud_project_kube"] ?? {});
    expect(attributesOf(logged, "ovh_cloud_project_kube_log_subscription")).toEqual([
      expect.objectContaining({
        kind: "audit",
        kube_id: `\${ovh_cloud_project_kube.${String(cluster)}.id}`,
        stream_id: `\${ovh_dbaas_logs_output_graylog_stream.${String(stream)}.stream_id}`,
      }),
    ]);
    expect(attributesOf(logged, "ovh_dbaas_logs_output_graylog_stream")).toEqual([
      expect.objectContaining({ service_name: "ldp-xx-12345", lifecycle: { prevent_destroy: true } }),
    ]);
  });

  test("is kept for a year, in the EU or not at all", () => {
    const data = (type: string): string => JSON.stringify(logged.data[type] ?? {});
    expect(data("ovh_dbaas_logs_cluster_retention")).toContain('"duration":"P1Y"');
    expect(data("ovh_dbaas_logs_cluster_retention")).toContain("${self.is_supported}");
    expect(data("ovh_dbaas_logs_cluster")).toMatch(/contains\(\[[^\]]*GRA[^\]]*\], self\.region\)/);
    expect(data("ovh_dbaas_logs_cluster")).not.toContain("BHS");
  });

  test("is kept by nobody where no platform for it is named", () => {
    const { resource } = synthesizeWithoutCharts().file(primary);
    expect(Object.keys(resource).filter((type) => logTypes.includes(type))).toEqual([]);
  });

  test("goes to a Logs Data Platform, by its id", () => {
    expect(() => environmentWith({ site: ovh({ ...site, auditLog: "logs" }) })).toThrow(/is not a Logs Data Platform/);
  });
});

/** Stacks that write to an account at OVHcloud without looking first whose it is. */
const unguarded = ({ stacks, file }: Synthesis): readonly string[] =>
  stacks
    .map(({ name }) => name)
    .filter((name) => "ovh" in file(name).provider)
    .filter((name) => !JSON.stringify(file(name).data["ovh_cloud_project"] ?? {}).includes("${self.project_id =="));

test("every stack that reaches OVHcloud looks first whether the account is the one that was named", () => {
  const all = synthesizeWithoutCharts();
  expect(unguarded(all)).toEqual([]);
  const reaching = all.stacks.filter(({ name }) => "ovh" in all.file(name).provider).map(({ name }) => name);
  expect(reaching).toEqual(
    expect.arrayContaining(["keys", "dns", "trust", "operators-eu-west-par"].map((part) => `noveu-zuid-${part}`)),
  );
});

test("a stack that did not look would have been found", () => {
  const all = synthesizeWithoutCharts();
  const file: Synthesis["file"] = (name) => ({ ...all.file(name), data: {} });
  expect(unguarded({ ...all, file })).toContain("noveu-zuid-trust");
});

describe("a layer without services has no stack", () => {
  const names = (suite: ReturnType<typeof noveu>): readonly string[] =>
    synthesizeWithoutCharts(
      environmentWith({ suite, cdn: undefined, recovery: { ...recovery, accepts: [] } }),
    ).stacks.map(({ name }) => name);
  const ofLayer = (stacks: readonly string[], layer: string) =>
    stacks.filter((name) => name.startsWith(`noveu-zuid-${layer}-`));

  test("none in front, none for presentation, and the others stay what they were", () => {
    const stacks = names(noveu({ without: ["downloads", "portal"] }));
    expect(ofLayer(stacks, "presentation")).toEqual([]);
    expect([...stacks, ...ofLayer(names(noveu()), "presentation")].sort()).toEqual([...names(noveu())].sort());
  });

  test("none behind, none for applications; what is in front then waits for people to be known", () => {
    const { stacks } = synthesizeWithoutCharts(
      environmentWith({
        suite: noveu({ without: ["antivirus", "mail", "files", "chat", "config", "ops", "platform-audit"] }),
        recovery: { ...recovery, accepts: [] },
      }),
    );
    expect(stacks.filter(({ name }) => name.startsWith("noveu-zuid-application-"))).toEqual([]);
    expect(stacks.find(({ name }) => name === "noveu-zuid-presentation-eu-west-par")?.after).toEqual([
      "noveu-zuid-data-eu-west-par",
      "noveu-zuid-identity",
    ]);
  });
});
