import { defineEnvironment, Refusal, stage, type EnvironmentFacts } from "../../index";
import { facts } from "./facts";

/** Facts as a program would read them: anything may be wrong with them. */
const refusalOf = (changes: Readonly<Record<string, unknown>>): string => {
  try {
    const wrong: EnvironmentFacts = { ...facts, ...changes };
    defineEnvironment(wrong);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
};

const lines = (...text: readonly string[]): string => text.join("\n");

test("a page of facts that holds is read with its defaults", () => {
  const environment = defineEnvironment(facts);
  expect(environment.kubernetes).toBe("1.35");
  expect(environment.parts.secrets).toBe("openbao");
  expect(environment.site.network.toString()).toBe("10.20.0.0/16");
  expect(environment.postgresql).toBe("17");
});

test("a region outside the EU is refused with its place and the list of those inside", () => {
  expect(refusalOf({ site: { ...facts.site, kind: "ovh", region: "UK1" } })).toBe(
    lines(
      'environment "zuid" is refused: 1 mistake',
      '✖ site.region: "UK1" is in London, not in the EU',
      "  → choose one of EU-WEST-PAR, EU-SOUTH-MIL, EU-WEST-RBX, GRA5, GRA7, GRA9, GRA11, SBG5, DE1, WAW1",
    ),
  );
});

test.each([
  ["aws", { account: "123456789012", region: "eu-west-2" }, "is in London, not in the EU"],
  ["aws", { account: "123456789012", region: "eu-central-2" }, "is in Zurich, not in the EU"],
  [
    "azure",
    { subscription: "00000000-0000-0000-0000-000000000000", region: "norwayeast" },
    "is in Oslo, not in the EU",
  ],
  [
    "azure",
    { subscription: "00000000-0000-0000-0000-000000000000", region: "westeurop" },
    "is not a region of azure that bestek knows",
  ],
])("%s %j", (kind, site, why) => {
  const refusal = refusalOf({ site: { kind, ...site, network: "10.20.0.0/16", operators: ["203.0.113.0/28"] } });
  expect(refusal).toContain(`✖ site.region: "${site.region}" ${why}`);
  expect(refusal).toContain("→ choose one of");
});

test("every mistake is reported at once, with its path, its value and the way out", () => {
  expect(
    refusalOf({
      name: "Zuid_1",
      users: { count: 0, usage: "guess" },
      runner: { network: "198.51.100.7" },
      registry: { mirror: "https://registry.zuid.example.eu", pullSecret: "registry-pull" },
      budget: 1000,
    }),
  ).toBe(
    lines(
      'environment "Zuid_1" is refused: 6 mistakes',
      '✖ name: "Zuid_1" can\'t be a DNS label',
      "  → use 1 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
      "✖ users.count: 0 is too small",
      "  → use at least 1",
      '✖ users.usage: "guess" is not one of the choices',
      '  → choose "seed" or "measured"',
      '✖ runner.network: "198.51.100.7" has no mask',
      '  → write "198.51.100.7/32" for one address',
      '✖ registry.mirror: "https://registry.zuid.example.eu" is not a registry host',
      '  → write it without a scheme, such as "registry.zuid.example.eu"',
      "✖ budget: 1000 is not a fact that bestek knows",
      "  → remove it, or check its spelling against the editor's completion",
    ),
  );
});

test("a missing fact is missing, whatever its shape", () => {
  const { users: _, ...without } = facts;
  expect(() => defineEnvironment({ ...without, users: JSON.parse("null") })).toThrow("✖ users: null is not an object");
});

test("overlapping networks are refused, wherever they stand", () => {
  const standby = { ...facts.recovery, site: { ...facts.site, region: "EU-SOUTH-MIL", network: "10.20.0.0/18" } };
  expect(refusalOf({ recovery: standby, runner: { network: "10.20.3.4/32" } })).toBe(
    lines(
      'environment "zuid" is refused: 3 mistakes',
      '✖ recovery.site.network: "10.20.0.0/18" overlaps site.network (10.20.0.0/16)',
      "  → give every site a network of its own, apart from operators and runner",
      '✖ runner.network: "10.20.3.4/32" overlaps site.network (10.20.0.0/16)',
      "  → give every site a network of its own, apart from operators and runner",
      '✖ runner.network: "10.20.3.4/32" overlaps recovery.site.network (10.20.0.0/18)',
      "  → give every site a network of its own, apart from operators and runner",
    ),
  );
});

test("a network too small for a site is refused", () => {
  expect(refusalOf({ site: { ...facts.site, network: "10.20.0.0/24" } })).toContain(
    '✖ site.network: "10.20.0.0/24" is too small for nodes, load balancers and pods\n  → use a network of at least /18',
  );
});

test("a standby that falls with the primary is refused", () => {
  const standbyAt = (region: string) => ({
    ...facts.recovery,
    site: { ...facts.site, region, network: "10.21.0.0/16" },
  });
  expect(refusalOf({ recovery: standbyAt("EU-WEST-PAR") })).toContain(
    '✖ recovery.site.region: "EU-WEST-PAR" is the region it must survive\n  → choose another region than EU-WEST-PAR',
  );
  const atGravelines = { site: { ...facts.site, region: "GRA11" }, recovery: standbyAt("GRA9") };
  expect(refusalOf(atGravelines)).toContain('✖ recovery.site.region: "GRA9" shares its failure domain with GRA11');
});

test("a tier that survives a zone needs zones to lose", () => {
  expect(refusalOf({ site: { ...facts.site, region: "SBG5" } })).toContain(
    '✖ site.region: "SBG5" has one zone, but warm-standby promises to survive the loss of one',
  );
});

test("the last copy and the state stand outside what they cover", () => {
  expect(refusalOf({ recovery: { ...facts.recovery, archive: "EU-SOUTH-MIL" } })).toContain(
    '✖ recovery.archive: "EU-SOUTH-MIL" stands in EU-SOUTH-MIL, a site that it covers',
  );
  expect(refusalOf({ state: { bucket: "zuid-state", region: "EU-WEST-PAR" } })).toContain(
    '✖ state.region: "EU-WEST-PAR" stands in EU-WEST-PAR, which it describes',
  );
  expect(refusalOf({ state: { bucket: "zuid-state", region: "GRA" } })).toContain(
    '✖ state.region: "GRA" stands in GRA, which it describes',
  );
});

test.each(["http://registry.example.eu/", "https://registry.example.eu/providers", "registry.example.eu/"])(
  "the provider mirror %s is no folder behind HTTPS",
  (providers) => {
    expect(refusalOf({ registry: { ...facts.registry, providers } })).toContain(
      `✖ registry.providers: "${providers}" is not the https address of a folder`,
    );
  },
);

test("a zone that does not hold the domain is refused", () => {
  expect(refusalOf({ dns: { kind: "provider-zone", zone: "example.nl" } })).toContain(
    '✖ dns.zone: "example.nl" does not hold tenancy.domain "zuid.example.eu"',
  );
});

test("an acceptance names a store that exists, by whom and when", () => {
  const accepts = [{ store: "bucket-mal", by: " ", on: "16-11-2026" }];
  expect(refusalOf({ recovery: { ...facts.recovery, accepts } })).toBe(
    lines(
      'environment "zuid" is refused: 2 mistakes',
      '✖ recovery.accepts.0.by: " " is empty',
      "  → write a name",
      '✖ recovery.accepts.0.on: "16-11-2026" is not a date',
      '  → write it as "2026-11-21"',
    ),
  );
  expect(
    refusalOf({ recovery: { ...facts.recovery, accepts: [{ store: "bucket-mal", by: "CISO", on: "2026-11-16" }] } }),
  ).toContain(
    '✖ recovery.accepts.0.store: "bucket-mal" is no store of this suite\n  → name one of: bucket-audit, bucket-media, bucket-settings, bucket-files, bucket-mail',
  );
});

test("a stage takes the facts of production and changes what differs", () => {
  const acceptance = stage(defineEnvironment(facts), { name: "noord", users: 50 });
  expect(acceptance.stage).toBe("acceptance");
  expect(acceptance.users).toEqual({ count: 50, usage: "seed" });
  expect(acceptance.site).toEqual(defineEnvironment(facts).site);
});
