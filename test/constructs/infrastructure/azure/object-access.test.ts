import { ObjectAccess, type Accessor } from "../../../../constructs/infrastructure/azure/object-access";
import { findStorageRegion } from "../../../../catalog";
import type { PlacedBucket } from "../../../../planning/placement";
import { synth } from "../synth";
import { owner } from "./fixture";

function place(name: string) {
  const region = findStorageRegion(name);
  if (region === undefined) throw new Error(`the catalogue has no ${name}`);
  return region;
}

const mail: PlacedBucket = {
  name: "noord-mail-swedencentral",
  site: "swedencentral",
  region: place("swedencentral"),
  purpose: { kind: "service", service: "mail", bucket: "mail" },
};
const archive: PlacedBucket = {
  name: "noord-archive-swedencentral",
  site: "swedencentral",
  region: place("germanywestcentral"),
  purpose: { kind: "archive" },
};

const accessor = (user: Partial<Accessor["user"]>): Accessor => ({
  site: "swedencentral",
  principalId: "33333333-3333-3333-3333-333333333333",
  user: { name: "mail-mail", buckets: [mail.name], prefix: "", access: "read-write", ...user },
});

const access = (...accessors: readonly Accessor[]) =>
  synth((stack) => {
    new ObjectAccess(stack, "access", { owner, accessors, buckets: [mail, archive], dependsOn: [] });
  });

test("a user may change what is in its own container, and sees no other", () => {
  expect(access(accessor({})).only("azurerm_role_assignment")).toMatchObject({
    role_definition_name: "Storage Blob Data Contributor",
    scope: expect.stringMatching(
      /\/storageAccounts\/objects[0-9a-f]{16}\/blobServices\/default\/containers\/noord-mail-swedencentral$/,
    ),
    principal_type: "ServicePrincipal",
  });
});

test("who restores only reads", () => {
  const made = access(accessor({ name: "restore", buckets: [archive.name], access: "read" }));
  expect(made.only("azurerm_role_assignment")).toMatchObject({ role_definition_name: "Storage Blob Data Reader" });
});

test.each(["append", "write"] as const)("who may %s deletes nothing", (way) => {
  const made = access(accessor({ access: way }));
  expect(String(made.only("azurerm_role_assignment")["condition"])).toContain("blobs/delete'}");
});

test("a user of one folder can neither read nor write beside it", () => {
  const made = access(accessor({ name: "snapshots", buckets: [archive.name], prefix: "secrets/" }));
  const { condition, condition_version: version } = made.only("azurerm_role_assignment");
  expect(version).toBe("2.0");
  for (const action of ["blobs/read", "blobs/write", "blobs/add/action", "blobs/delete"]) {
    expect(condition).toContain(action);
  }
  expect(String(condition).endsWith("blobs:path] StringStartsWith 'secrets/'))")).toBe(true);
});

test("a site reaches an account by one private address, however many of its users do", () => {
  const made = access(
    accessor({ buckets: [mail.name] }),
    accessor({ name: "other", buckets: [mail.name, archive.name] }),
  );
  expect(made.all("azurerm_private_endpoint").map(({ name, location }) => [name, location])).toEqual([
    ["archive-swedencentral", "swedencentral"],
    ["objects-swedencentral", "swedencentral"],
  ]);
  for (const endpoint of made.all("azurerm_private_endpoint")) {
    expect(endpoint).toMatchObject({
      subnet_id: expect.stringMatching(/virtualNetworks\/noord-swedencentral\/subnets\/endpoints$/),
      private_dns_zone_group: {
        private_dns_zone_ids: [expect.stringMatching(/privateDnsZones\/privatelink\.blob\.core\.windows\.net$/)],
      },
    });
  }
});
