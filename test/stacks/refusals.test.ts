import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import production from "../../environments/noveu-zuid";
import { ovh, type Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning/plan-environment";
import { Refusal } from "../../language";
import { synthesizeStacks } from "../../stacks/synthesize-stacks";
import { environmentWith } from "./fixtures/synthesis";

const network = "10.30.0.0/16";
const operators = ["203.0.113.0/28"];
const plan = planEnvironment(production);

let outdir = "";
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "bestek-refused-"));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const synthesize = (environment: Environment) => () => synthesizeStacks({ environment, plan, charts: [], outdir });

test("a standby is refused at its own place, with all other mistakes at once", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const standby = ovh({
    region: "EU-SOUTH-MIL",
    project: "00000000000000000000000000000002",
    network: "172.17.0.0/16",
    operators,
  });
  const environment = environmentWith({
    site: ovh({
      region: "EU-WEST-PAR",
      project: "00000000000000000000000000000001",
      network: "10.240.0.0/16",
      operators,
    }),
    recovery: { ...recovery, site: standby, archive: "DE" },
    state: { bucket: "zuid-state", region: "SBG" },
  });
  expect(synthesize(environment)).toThrow(
    [
      'environment "noveu-zuid" is refused: 4 mistakes',
      '✖ site.network: "10.240.0.0/16" overlaps 10.240.0.0/13, the network of the cluster\'s pods',
      "  → choose another private network, such as 10.20.0.0/16",
      '✖ recovery.archive: "DE" is no region in which OVHcloud is known to offer its key service',
      "  → choose one of RBX, SBG, EU-WEST-PAR, GRA, WAW",
      '✖ recovery.site.network: "172.17.0.0/16" overlaps 172.17.0.0/16, the network of the nodes\' own container bridge',
      "  → choose another private network, such as 10.20.0.0/16",
      '✖ recovery.site.project: "00000000000000000000000000000002" is another project than that of the primary, and OVHcloud copies objects within one project only',
      "  → use project 00000000000000000000000000000001 for both sites",
    ].join("\n"),
  );
});

test("two sites in two projects are refused, because objects are copied within one", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const other = ovh({ region: "EU-SOUTH-MIL", project: "00000000000000000000000000000002", network, operators });
  expect(synthesize(environmentWith({ recovery: { ...recovery, site: other } }))).toThrow(
    '✖ recovery.site.project: "00000000000000000000000000000002" is another project than that of the primary',
  );
});

test("a refused environment leaves nothing behind", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const state = { bucket: "zuid-state", region: "SBG" } as const;
  expect(synthesize(environmentWith({ recovery: { ...recovery, archive: "DE" }, state }))).toThrow(Refusal);
  expect(readdirSync(outdir)).toEqual([]);
});
