import fc from "fast-check";
import { findStorageRegion, storageRegions } from "../../../catalog";
import { storageAccountOf } from "../../../planning/placement";

const owner = { environment: "noord", subscription: "00000000-0000-0000-0000-000000000002" };
const region = findStorageRegion("swedencentral");
if (region === undefined) throw new Error("the catalogue has no Sweden Central");

const service = { kind: "service", service: "mail", bucket: "mail" } as const;
const purposes = [
  service,
  { kind: "copy", of: "x", service: "mail", bucket: "mail" },
  { kind: "archive" },
  { kind: "locked-copy", of: "x" },
] as const;

test("every name is one that Azure takes, and no two kinds, sites, regions or environments share one", () => {
  const anyName = fc.stringMatching(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
  fc.assert(
    fc.property(anyName, anyName, fc.uuid(), (environment, site, subscription) => {
      const names = [environment, `${environment}x`].flatMap((each) =>
        storageRegions("azure").flatMap((place) =>
          purposes.map(
            (purpose) => storageAccountOf({ environment: each, subscription }, { site, region: place, purpose }).name,
          ),
        ),
      );
      expect(names.every((name) => /^[a-z0-9]{3,24}$/.test(name))).toBe(true);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 50 },
  );
});

test("the same facts give the same name, so that one stack can speak of what another one makes", () => {
  const account = storageAccountOf(owner, { site: "swedencentral", region, purpose: service });
  expect(account).toEqual(storageAccountOf(owner, { site: "swedencentral", region, purpose: service }));
  expect(account.id).toBe(
    `/subscriptions/${owner.subscription}/resourceGroups/noord-objects-swedencentral/providers/Microsoft.Storage/storageAccounts/${account.name}`,
  );
});

test("all buckets of a kind at a site share an account", () => {
  const files = { kind: "service", service: "files", bucket: "files" } as const;
  expect(storageAccountOf(owner, { site: "swedencentral", region, purpose: files })).toEqual(
    storageAccountOf(owner, { site: "swedencentral", region, purpose: service }),
  );
});
