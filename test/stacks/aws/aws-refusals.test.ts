import { aws, backupRestore, warmStandby, type EnvironmentFacts } from "../../../environments/schema";
import { Refusal } from "../../../language";
import { refuseUndeployable } from "../../../stacks/refuse-undeployable";
import { atAws, dublin, frankfurt, withStandby } from "./aws-environments";

/** Mistakes as people read them: where and why. */
function refusals(changes: Partial<EnvironmentFacts>, of = atAws): readonly string[] {
  try {
    refuseUndeployable(of(changes));
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.mistakes.map(({ where, why }) => `${where}: ${why}`);
  }
}

test("what AWS can build is not refused", () => {
  expect(refusals({})).toEqual([]);
  expect(refusals({}, withStandby)).toEqual([]);
});

test("a standby in another account is refused", () => {
  const other = { ...dublin, account: "000000000002" };
  expect(refusals({ recovery: warmStandby({ site: other, archive: "eu-north-1" }) })).toEqual([
    "recovery.site.account: is another account than that of the primary, and one set of credentials applies both sites",
  ]);
});

test("the sovereign region is refused until there is a second one to copy to", () => {
  expect(refusals({ site: aws({ ...frankfurt, region: "eusc-de-east-1" }) })).toEqual([
    "site.region: is the only region of its partition, so that nothing kept there can be copied to a second one",
    "recovery.offsite: is of partition aws, where nothing of aws-eusc is known",
    "state.region: is of partition aws, where nothing of aws-eusc is known",
  ]);
});

test("backups in another partition are refused", () => {
  expect(refusals({ recovery: backupRestore({ offsite: "eusc-de-east-1" }) })).toEqual([
    "recovery.offsite: is of partition aws-eusc, where nothing of aws is known",
  ]);
});

test("production names are not left unsigned in Route 53; a trial's may be", () => {
  const dns = { kind: "provider-zone", zone: "west.example.eu" } as const;
  expect(refusals({ dns })).toEqual([
    "dns: would leave production names unsigned: Route 53 takes signing keys from us-east-1 alone, outside the EU",
  ]);
  expect(refusals({ dns, stage: "acceptance" })).toEqual([]);
});

test("more callers than EKS takes are refused", () => {
  const operators = Array.from({ length: 40 }, (_, index) => `203.0.${String(index)}.0/24`);
  expect(refusals({ site: { ...frankfurt, operators } })).toEqual([
    "site.operators: are with the runner more than the 40 networks that EKS lets reach its API",
  ]);
});

test("administrators of another account are refused", () => {
  const administrators = ["arn:aws:iam::000000000009:role/platform"];
  expect(refusals({ site: { ...frankfurt, administrators } })).toEqual([
    "site.administrators.0: is no role of account 000000000001",
  ]);
});

test("a network that AWS can't make is refused with one that it can", () => {
  expect(refusals({ site: { ...frankfurt, network: "10.64.0.0/14" } })).toEqual([
    "site.network: is larger than a VPC may be",
  ]);
});
