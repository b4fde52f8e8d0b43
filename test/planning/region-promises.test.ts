import { clouds, euRegions, findRegion } from "../../catalog";
import { regionPromises } from "../../planning";

const promisesOf = (cloud: "ovh" | "azure" | "aws", name: string) => {
  const region = findRegion(cloud, name);
  if (region === undefined) throw new Error(`no region ${name}`);
  return regionPromises(region);
};

test("a region of three zones can be the primary of every tier; what has no contract is open and says so", () => {
  expect(promisesOf("aws", "eu-central-1")).toMatchObject({
    primary: { basis: { kind: "yes" }, pro: { kind: "yes" } },
  });
  expect(promisesOf("ovh", "EU-WEST-PAR").primary.overheid).toEqual({
    kind: "open",
    because: expect.stringContaining("OVH documents about 15 minutes, no contract"),
  });
});

test("a region of one zone promises Basis and standby, and nothing that survives a zone", () => {
  const { primary, standby } = promisesOf("ovh", "GRA11");
  expect(primary.basis.kind).not.toBe("no");
  expect(standby.kind).not.toBe("no");
  for (const tier of [primary.pro, primary.overheid]) {
    expect(tier).toEqual({ kind: "no", because: expect.stringContaining("has one zone, but") });
  }
});

test("a region without encrypted volumes promises nothing, and says why in both roles", () => {
  const { primary, standby } = promisesOf("ovh", "WAW1");
  expect(primary.basis).toEqual({ kind: "no", because: "site.region offers no encrypted volumes" });
  expect(standby).toEqual({ kind: "no", because: "recovery.site.region offers no encrypted volumes" });
});

test("where nobody has read the offer of clusters, no promise is made", () => {
  expect(promisesOf("azure", "francesouth").primary.basis).toEqual({
    kind: "open",
    because: expect.stringContaining("whether francesouth has managed Kubernetes is not known"),
  });
});

test("every region of every cloud has a verdict for every role, and each that is no yes has its reason", () => {
  for (const region of clouds.flatMap(euRegions)) {
    const { primary, standby } = regionPromises(region);
    for (const verdict of [...Object.values(primary), standby]) {
      if (verdict.kind !== "yes") expect(verdict.because).not.toBe("");
    }
  }
});
