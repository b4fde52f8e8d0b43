import cloud from "../../environments/noveu-cloud";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { Refusal } from "../../language";
import { surroundingsOf, tenantIds } from "../../planning/placement";
import { exchange } from "../../suites/noveu/exchange";
import { exchangePlan } from "../../suites/noveu/exchange-plan";
import { mail } from "../../suites/noveu/mail";
import { checkedMailRules, mailRules, type MailRules } from "../../suites/noveu/mail-rules";
import { stalwartPlan } from "../../suites/noveu/stalwart-plan";

const seenBy = (environment: Environment, tenant?: string) =>
  surroundingsOf(environment, environment.site, mail(mailRules), tenant);

const about = (plan: string, object: string): readonly unknown[] =>
  plan
    .split("\n")
    .filter((line) => line.includes(`"object":"${object}"`))
    .map((line): unknown => JSON.parse(line));

const rules: MailRules = { ...mailRules, dkim: { selectors: ["s1", "march-27"] } };

test("mail is signed with every key, each out of a variable of its own", () => {
  const lines = about(stalwartPlan(seenBy(zuid), rules), "DkimSignature");
  expect(lines).toEqual(
    [
      ["s1", "STALWART_DKIM_S1"],
      ["march-27", "STALWART_DKIM_MARCH_27"],
    ].map(([selector = "", variableName]) => ({
      "@type": "upsert",
      object: "DkimSignature",
      matchOn: ["selector"],
      value: {
        [`dkim-${selector}`]: {
          "@type": "Dkim1RsaSha256",
          domainId: "#domain",
          selector,
          privateKey: { "@type": "EnvironmentVariable", variableName },
          canonicalization: "relaxed/relaxed",
          report: false,
          stage: "active",
        },
      },
    })),
  );
  expect(mail(rules).workloads["stalwart"]?.environment(seenBy(zuid))).toMatchObject({
    STALWART_DKIM_S1: { secret: "dkim-s1", key: "private-key" },
    STALWART_DKIM_MARCH_27: { secret: "dkim-march-27", key: "private-key" },
  });
});

test("the server makes no keys of its own, and signs for whoever signed in", () => {
  for (const plan of [
    stalwartPlan(seenBy(zuid), mailRules),
    stalwartPlan(seenBy(cloud, tenantIds(cloud)[0]), mailRules),
  ]) {
    expect(JSON.stringify(about(plan, "Domain"))).toContain('"dkimManagement":{"@type":"Manual"}');
    expect(JSON.stringify(about(plan, "SenderAuth"))).toContain("!is_empty(authenticated_as)");
  }
});

test("what hands mail on signs none of it, and has no key", () => {
  const exchanger = exchange(mailRules);
  const at = surroundingsOf(cloud, cloud.site, exchanger);
  expect(about(exchangePlan(at), "DkimSignature")).toEqual([]);
  expect(exchanger.needs.dkim).toBeUndefined();
  expect(JSON.stringify(exchanger.workloads["stalwart"]?.environment(at))).not.toContain("DKIM");
});

test.each([
  [[], "leaves mail without a signature"],
  [["S1"], "is no DNS label of at most 20 characters"],
  [["a.b"], "is no DNS label of at most 20 characters"],
  [["s1", "s1"], "stands there twice"],
])("selectors %j are refused", (selectors, why) => {
  const refused = () => checkedMailRules({ ...mailRules, dkim: { selectors } });
  expect(refused).toThrow(Refusal);
  expect(refused).toThrow(why);
});

test.each([
  [["k1"], "leaves no key to go on with"],
  [["k1", "K2"], "is no DNS label of at most 20 characters"],
  [["k1", "k1"], "stands there twice"],
])("keys %j of the certificate are refused", (keys, why) => {
  const refused = () => checkedMailRules({ ...mailRules, certificate: { keys } });
  expect(refused).toThrow(Refusal);
  expect(refused).toThrow(why);
});
