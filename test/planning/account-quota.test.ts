import { Refusal } from "../../language";
import { refuseTooManyAccounts } from "../../planning/account-quota";
import { azureWith } from "../tenancy/other-clouds";

const platform = (count: number, storageAccounts?: number) => {
  const tenants = Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${String(index)}x`, { users: 1 }]));
  const { site } = azureWith({ alba: { users: 1 } }).facts;
  if (site.kind !== "azure") throw new Error("the sample is not at Azure");
  return azureWith(tenants, storageAccounts === undefined ? {} : { site: { ...site, quotas: { storageAccounts } } });
};

const mistakesOf = (count: number, storageAccounts?: number) => {
  try {
    refuseTooManyAccounts(platform(count, storageAccounts));
    return [];
  } catch (problem) {
    if (problem instanceof Refusal) return problem.mistakes;
    throw problem;
  }
};

test("as many tenants as a region holds accounts pass, one more is refused", () => {
  const counts = Array.from({ length: 20 }, (_, index) => 110 + index);
  const most = counts.filter((count) => mistakesOf(count).length === 0).at(-1) ?? 0;
  // Archives, their copies and the logs of its own site stand in the standby's region too.
  expect(most).toBe(122);
  expect(mistakesOf(most + 1)).toMatchObject([{ where: "site.quotas.storageAccounts", value: undefined }]);
});

test("what Azure granted beyond that is written down, and then enough", () => {
  const granted = Number(/storageAccounts: (\d+)/.exec(mistakesOf(150)[0]?.wayOut ?? "")?.[1]);
  expect(mistakesOf(150, granted)).toEqual([]);
});

test("more than Azure ever grants needs another subscription", () => {
  expect(mistakesOf(300, 500)).toMatchObject([{ wayOut: expect.stringContaining("a subscription of its own") }]);
});
