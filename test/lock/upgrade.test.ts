import { planUpgrade, type Versions } from "../../lock";
import { compareLock } from "../../lock/compare-lock";
import { compareVersions, versionsBetween } from "../../lock/version-number";
import { lock, standing } from "./standing";

const { versions } = standing;
const to = (changes: Partial<Versions>): Versions => ({ ...versions, ...changes });
const charts = (changes: Readonly<Record<string, string>>): Versions =>
  to({ charts: { ...versions.charts, ...changes } });
const images = (changes: Readonly<Record<string, string>>): Versions =>
  to({ images: { ...versions.images, ...changes } });
const refusals = (now: Versions): readonly string[] => planUpgrade(lock, now, []).mistakes.map(({ why }) => why);

test("nothing to upgrade changes nothing", () => {
  expect(planUpgrade(lock, versions, [])).toMatchObject({ steps: [], left: [], mistakes: [], next: lock });
});

test("what is upgraded is what synthesis accepts afterwards", () => {
  const now = to({ kubernetes: "1.35", charts: { ...versions.charts, "gateway-helm": "1.10.0" } });
  const { mistakes, next } = planUpgrade(lock, now, []);
  expect(mistakes).toEqual([]);
  expect(compareLock(next, { ...standing, versions: now })).toMatchObject({ mistakes: [], news: [] });
});

test("Kubernetes goes one minor version at a time, forwards, and to where the cloud goes", () => {
  expect(refusals(to({ kubernetes: "1.35" }))).toEqual([]);
  expect(
    planUpgrade({ ...lock, versions: to({ kubernetes: "1.33" }) }, to({ kubernetes: "1.35" }), []).mistakes,
  ).toEqual([
    expect.objectContaining({
      why: "is 2 minor versions above 1.33; control planes go one minor version at a time",
      wayOut: "bestek upgrade zuid --kubernetes 1.34 first, apply it at every site, then go on",
    }),
  ]);
  expect(refusals(to({ kubernetes: "1.33" }))).toEqual([
    expect.stringContaining("no cloud takes a control plane back"),
  ]);
  expect(refusals(to({ kubernetes: "1.36" }))).toEqual([
    expect.stringContaining("is 2 minor versions above"),
    "is not offered by ovh, where site par stands",
  ]);
});

test("PostgreSQL goes up and never down", () => {
  const old = { ...lock, versions: to({ postgresql: "15" }) };
  expect(planUpgrade(old, versions, [])).toMatchObject({ mistakes: [], notes: [{ what: "postgresql" }] });
  expect(refusals(to({ postgresql: "15" }))).toEqual([expect.stringContaining("older major version")]);
});

test("a component goes down for nobody, and no further at once than its publisher supports", () => {
  expect(refusals(charts({ "gateway-helm": "1.8.0" }))).toEqual([expect.stringContaining("is older than 1.9.0")]);
  expect(refusals(charts({ "external-secrets": "2.10.0" }))).toEqual([]);
  expect(refusals(charts({ "external-secrets": "2.11.0" }))).toEqual([
    expect.stringContaining("is more than one minor version above 2.9.0"),
  ]);
  expect(refusals(images({ "bestek/nextcloud": "35.0.0-oidc-9.0.0" }))).toEqual([]);
  expect(refusals(images({ "bestek/nextcloud": "36.0.0-oidc-9.0.0" }))).toEqual([
    expect.stringContaining("is more than one major version above"),
  ]);
});

test("the gateway's definitions are applied before its chart, because Helm never upgrades them", () => {
  expect(planUpgrade(lock, charts({ "gateway-helm": "1.10.0" }), []).definitions).toEqual([
    { chart: "gateway-helm", version: "1.10.0" },
  ]);
  expect(planUpgrade(lock, charts({ "external-secrets": "2.10.0" }), []).definitions).toEqual([]);
});

test("some components alone: the others stay locked, and synthesis goes on refusing them", () => {
  const now = charts({ "gateway-helm": "1.10.0", "external-secrets": "2.10.0" });
  const { steps, left, next } = planUpgrade(lock, now, ["envoy-gateway"]);
  expect(steps.map(({ name }) => name)).toEqual(["gateway-helm"]);
  expect(left.map(({ name }) => name)).toEqual(["external-secrets"]);
  expect(compareLock(next, { ...standing, versions: now }).mistakes).toHaveLength(1);
});

test.each([
  ["v1.9.0", "v1.10.0", -1],
  ["distroless-v1.39.0", "distroless-v1.38.2", 1],
  ["17.9-standard-bookworm", "17.10-standard-bookworm", -1],
  ["1.0", "1.0.0", 0],
  ["latest", "1.0", 0],
  ["1.0 2.0", "1.1", 0],
])("%s against %s", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test.each([
  ["minor", "1.33", "1.35", 2],
  ["minor", "1.35", "2.0", 1],
  ["major", "34.0.1", "36.0.0", 2],
  ["major", "v2", "nothing", 0],
] as const)("%s versions from %s to %s", (unit, from, now, count) => {
  expect(versionsBetween(unit, from, now)).toBe(count);
});
