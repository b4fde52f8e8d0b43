import { synthesize } from "./fixtures/synthesis";

const { stacks, file } = synthesize();

/** Names under which providers and resources take credentials. */
const credential =
  /^(token|password|.*_password|client_secret|.*_secret|.*secret_key|access_key.*|.*access_key_id|private_key.*|client_key|.*_wo|application_(key|secret)|consumer_key|kubeconfig|tls\.key|secret-key|access-key|client-secret|\.dockerconfigjson)$/;

/** Names that match but hold no secret. */
const harmless = new Set(["image_pull_secret"]);

const isReference = (value: unknown): boolean => typeof value === "string" && /^\$\{[^]*\}$/.test(value);

/** Literal values in places where credentials stand, by path. */
function literals(value: unknown, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => literals(entry, [...path, String(index)]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, key];
    const suspect =
      credential.test(key) && !harmless.has(key) && (typeof member === "string" || typeof member === "number");
    return [...(suspect && !isReference(member) ? [here.join(".")] : []), ...literals(member, here)];
  });
}

test("no synthesized file holds the value of a credential", () => {
  const found = stacks.flatMap(({ name }) => {
    const { resource, data, provider, variable, output, terraform } = file(name);
    return literals({ resource, data, provider, variable, output, terraform }, [name]);
  });
  expect(found).toEqual([]);
});

test("a planted credential would have been found", () => {
  const planted = { provider: { vault: [{ address: "https://secrets", token: "s.123" }] } };
  expect(literals(planted)).toEqual(["provider.vault.0.token"]);
});

test("a key in any file would have been found", () => {
  const text = stacks.map(({ name }) => file(name).text).join("\n");
  expect(text).not.toMatch(/-----BEGIN|AKIA[0-9A-Z]{16}|hvs\.|\bs\.[A-Za-z0-9]{24}\b/);
});

test("clusters are reached with a credential that is fetched for each run", () => {
  const exec = {
    api_version: "client.authentication.k8s.io/v1",
    command: "bestek",
    args: [
      "credential",
      "ovh",
      "--project",
      "00000000000000000000000000000001",
      "--cluster",
      "${data.terraform_remote_state.noveu-zuid-infrastructure-eu-south-mil.outputs.cluster_id}",
    ],
  };
  const host = "${data.terraform_remote_state.noveu-zuid-infrastructure-eu-south-mil.outputs.cluster_host}";
  const { provider } = file("noveu-zuid-operators-eu-south-mil");
  expect(provider["kubernetes"]).toEqual([expect.objectContaining({ host, exec: [exec] })]);
  expect(provider["helm"]).toEqual([{ kubernetes: expect.objectContaining({ host, exec }) }]);
});

test("no kubeconfig leaves the stack that made the cluster", () => {
  const outputs = stacks.flatMap(({ name }) =>
    Object.entries(file(name).output).map(([output, { value }]) => `${name} ${output} ${JSON.stringify(value)}`),
  );
  const leaks = outputs.filter((output) => /client_key|client_certificate|\.kubeconfig\b/.test(output));
  expect(outputs.length).toBeGreaterThan(0);
  expect(leaks).toEqual([]);
});

test("outputs hold what is public, and Terraform is told so where it can't know", () => {
  const { output } = file("noveu-zuid-infrastructure-eu-west-par");
  expect(output["cluster_host"]?.["value"]).toMatch(/^\$\{nonsensitive\(.*\.host\)\}$/);
  expect(output["cluster_certificate_authority"]?.["value"]).toMatch(/^\$\{nonsensitive\(base64decode\(/);
});

test("the pull secret comes from whoever applies, and no state keeps it", () => {
  const { variable, resource } = file("noveu-zuid-operators-eu-west-par");
  expect(variable["registry_pull_secret"]).toMatchObject({ sensitive: true, ephemeral: true, nullable: false });
  const pullSecrets = Object.values(resource["kubernetes_secret_v1"] ?? {}).filter(
    ({ type }) => type === "kubernetes.io/dockerconfigjson",
  );
  expect(pullSecrets.length).toBeGreaterThan(0);
  for (const secret of pullSecrets) {
    expect(secret).not.toHaveProperty("data");
    expect(secret).toMatchObject({
      data_wo: { ".dockerconfigjson": "${var.registry_pull_secret}" },
      data_wo_revision: "${var.registry_pull_secret_version}",
    });
  }
});
