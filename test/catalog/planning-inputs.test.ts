import {
  clouds,
  isKnown,
  kubernetesSupport,
  kubernetesVersions,
  measuredUsage,
  peakConcurrency,
  planningDecisions,
  recoveryTiers,
  seedUsage,
  supportOf,
} from "../../catalog";

test("the default Kubernetes version is the newest that every cloud supports", () => {
  const everywhere = kubernetesVersions.offered.filter((version) =>
    clouds.every((cloud) => supportOf(cloud, version) !== undefined),
  );
  expect(everywhere.at(-1)).toBe(kubernetesVersions.default);
  expect(kubernetesVersions.default).toBe("1.35");
  expect(supportOf("ovh", "1.36")).toBeUndefined();
});

test("versions of a cloud go up by one minor at a time", () => {
  for (const cloud of clouds) {
    const minors = kubernetesSupport[cloud].map(({ version }) => Number(version.split(".")[1]));
    expect(minors).toEqual(minors.map((_, index) => (minors[0] ?? 0) + index));
  }
});

test("end dates are ISO dates, or the statement that none was read", () => {
  for (const { supportEnds } of clouds.flatMap((cloud) => kubernetesSupport[cloud])) {
    if (typeof supportEnds === "string") expect(supportEnds).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    else expect(supportEnds.searched.length).toBeGreaterThan(10);
  }
  expect(supportOf("aws", "1.34")?.supportEnds).toBe("2026-12-02");
});

test("tiers promise what the seed's table says", () => {
  const promise = Object.values(recoveryTiers).map(({ title, downtime, loss }) => [title, downtime.value, loss.value]);
  expect(promise).toEqual([
    ["Basis", 4 * 3600, 3600],
    ["Pro", 3600, 15 * 60],
    ["Overheid", 15 * 60, 5 * 60],
  ]);
});

test("a stricter tier never promises less", () => {
  const { basis, pro, overheid } = recoveryTiers;
  for (const [weaker, stricter] of [
    [basis, pro],
    [pro, overheid],
  ] as const) {
    expect(stricter.downtime.value).toBeLessThan(weaker.downtime.value);
    expect(stricter.loss.value).toBeLessThan(weaker.loss.value);
  }
});

test("the seed's capacity table, per user", () => {
  expect(seedUsage.mailStorage.from.value).toBeCloseTo(51.2);
  expect(seedUsage.mailStorage.to.value).toBeCloseTo(102.4);
  expect(seedUsage.fileStorage.to.value).toBeCloseTo(512);
  expect(seedUsage.database.value).toBeCloseTo(51.2);
  expect([seedUsage.apiNodes.from.value, seedUsage.apiNodes.to.value]).toEqual([2, 4]);
});

test("measured mailboxes are 33 to 66 times the seed's", () => {
  const measured = measuredUsage.groupware.storage.value;
  expect(measured / seedUsage.mailStorage.to.value).toBeCloseTo(33, 0);
  expect(measured / seedUsage.mailStorage.from.value).toBeCloseTo(66, 0);
});

test("the share of active users is a share, and calls itself an estimate", () => {
  expect(peakConcurrency.value).toBeGreaterThan(0);
  expect(peakConcurrency.value).toBeLessThanOrEqual(1);
  expect(peakConcurrency.source.kind).toBe("estimate");
});

test("multiples leave room and shares stay below one", () => {
  const { nodeFill, availability, traceSampling, zoneLoss, ...others } = planningDecisions;
  for (const [name, { value }] of Object.entries({ nodeFill, availability, traceSampling })) {
    expect([name, value > 0 && value < 1]).toEqual([name, true]);
  }
  expect(zoneLoss.value).toBe(1);
  for (const [name, { value }] of Object.entries(others)) expect([name, value >= 1]).toEqual([name, true]);
});

test("an unknown is told from a figure", () => {
  expect(isKnown(peakConcurrency)).toBe(true);
  expect(isKnown({ kind: "unknown", searched: "everywhere" })).toBe(false);
});
