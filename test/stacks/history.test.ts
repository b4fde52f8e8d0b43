import { Realm } from "@cdktf/provider-keycloak/lib/realm";
import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { TerraformStack, Testing } from "cdktf";
import { applyHistory, type StackHistory } from "../../stacks/history";

function synthesized(history: StackHistory): unknown {
  const stack = new TerraformStack(Testing.app(), "zuid-tenant-b");
  const lifecycle = { preventDestroy: true };
  new TransitSecretBackendKey(stack, "key", { backend: "tenants", name: "b", deletionAllowed: false, lifecycle });
  new Realm(stack, "realm", { realm: "b", lifecycle });
  applyHistory([stack], history);
  return JSON.parse(Testing.synth(stack));
}

const key = "vault_transit_secret_backend_key.key";

test("without a history nothing is told and nothing let go", () => {
  const written = synthesized({ moves: [], released: [] });
  expect(written).not.toHaveProperty("moved");
  expect(written).toMatchObject({
    resource: {
      vault_transit_secret_backend_key: { key: { deletion_allowed: false, lifecycle: { prevent_destroy: true } } },
    },
  });
});

test("renames of this stack are told to Terraform in their order, those of others are not", () => {
  const move = (stack: string, from: string, to: string) => ({ stack, from, to });
  const moves = [
    move("zuid-tenant-b", "a.x", "a.y"),
    move("zuid-trust", "b.x", "b.y"),
    move("zuid-tenant-b", "a.y", "a.z"),
  ];
  expect(synthesized({ moves, released: [] })).toMatchObject({
    moved: [
      { from: "a.x", to: "a.y" },
      { from: "a.y", to: "a.z" },
    ],
  });
});

test("what was retired may be destroyed, a key deleted; what was not stays guarded", () => {
  expect(
    synthesized({ moves: [], released: [`zuid-tenant-b:${key}`, "zuid-tenant-b-2:keycloak_realm.realm"] }),
  ).toMatchObject({
    resource: {
      vault_transit_secret_backend_key: { key: { deletion_allowed: true, lifecycle: { prevent_destroy: false } } },
      keycloak_realm: { realm: { lifecycle: { prevent_destroy: true } } },
    },
  });
});

test("what was retired and is no longer declared leaves nothing behind in its stack", () => {
  const released = ["zuid-tenant-b:helm_release.gone"];
  expect(synthesized({ moves: [], released })).toEqual(synthesized({ moves: [], released: [] }));
});
