import { secretsMount } from "../../../constructs/platform/secrets/secret-paths";
import { terraformPolicy } from "../../../constructs/platform/secrets/terraform-policy";
import {
  backupKeysMount,
  backupSecretsMount,
  internalAuthority,
  tenantKeysMount,
} from "../../../constructs/platform/secrets/trust-policies";

const listed = (capabilities: string | undefined): readonly string[] => {
  const parsed: unknown = JSON.parse(String(capabilities));
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

/** What a policy grants at a path: of the rules that match the most specific alone. */
function granted(policy: string, path: string): readonly string[] {
  const rules = [...policy.matchAll(/path "([^"]+)" \{\s*capabilities = (\[[^\]]*\])/g)].map(
    ([, pattern = "", capabilities]) => ({ pattern, capabilities: listed(capabilities) }),
  );
  const matching = rules
    .filter(({ pattern }) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern))
    .sort((a, b) => b.pattern.replace("*", "").length - a.pattern.replace("*", "").length);
  return matching[0]?.capabilities ?? [];
}

describe("Terraform's policy", () => {
  test.each<[string, string]>([
    ["sys/mounts/platform", "update"],
    ["sys/auth/kubernetes", "sudo"],
    ["auth/kubernetes/role/mail", "create"],
    ["sys/policies/acl/namespace-mail", "create"],
    [`${internalAuthority.mount}/roles/internal`, "create"],
    ["pki-root/root/sign-intermediate", "update"],
    [`${tenantKeysMount}/keys/zuid/config`, "update"],
    [`${backupKeysMount}/keys/backups`, "create"],
    [`${secretsMount}/data/mail/oidc`, "create"],
    [`${backupSecretsMount}/data/restore`, "create"],
    ["auth/token/create", "update"],
  ])("may, at %s, %s", (path, capability) => {
    expect(granted(terraformPolicy(), path)).toContain(capability);
  });

  test.each<[string, readonly string[]]>([
    ["sys/policies/acl/terraform", ["read"]],
    ["sys/auth/terraform", ["read"]],
    ["sys/auth/terraform/tune", ["read"]],
    ["sys/mounts/auth/terraform/tune", ["read"]],
    ["auth/terraform/role/other", []],
    [`${tenantKeysMount}/encrypt/zuid`, []],
    [`${tenantKeysMount}/decrypt/zuid`, []],
    ["sys/audit/file", []],
    ["sys/storage/raft/snapshot", []],
    ["auth/token/create-orphan", []],
  ])("has at %s only %j", (path, capabilities) => {
    expect(granted(terraformPolicy(), path)).toEqual(capabilities);
  });

  test.each([secretsMount, backupSecretsMount])("reads no secret below %s", (mount) => {
    expect(granted(terraformPolicy(), `${mount}/data/mail/database`)).not.toContain("read");
  });

  test("a wider rule would be seen", () => {
    const wide = `${terraformPolicy()}\npath "auth/terraform/*" {\n  capabilities = ["update"]\n}\n`;
    expect(granted(wide, "auth/terraform/role/other")).toEqual(["update"]);
  });
});
