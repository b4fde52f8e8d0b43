import rijk from "../../environments/noveu-rijk";
import zuid from "../../environments/noveu-zuid";
import { Refusal } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { mail } from "../../suites/noveu/mail";
import { checkedMailRules, mailRules, type MailRules } from "../../suites/noveu/mail-rules";
import { stalwartPlan } from "../../suites/noveu/stalwart-plan";
import { cloudWith } from "../tenancy/shared-environment";
import { noveu } from "../../index";
import type { Environment } from "../../environments/schema";

const rules: MailRules = { ...mailRules, journal: { kind: "kept", years: 7 } };
const service = mail(rules);
const seenBy = (environment: Environment, tenant?: string) =>
  surroundingsOf(environment, environment.site, service, tenant);
const at = seenBy(rijk);
const hooks = (plan: string): readonly unknown[] =>
  plan
    .split("\n")
    .filter((line) => line.includes('"MtaHook"'))
    .map((line): unknown => JSON.parse(line));
const carrier = service.workloads["journal"];

test("every message is handed over before it is taken, with a token, and put off where nobody answers", () => {
  expect(hooks(stalwartPlan(at, rules))).toEqual([
    {
      "@type": "upsert",
      object: "MtaHook",
      matchOn: ["url"],
      value: {
        journal: {
          url: "http://mail-journal.mail.svc.cluster.local:8080/message",
          httpAuth: {
            "@type": "Bearer",
            bearerToken: { "@type": "EnvironmentVariable", variableName: "STALWART_JOURNAL_TOKEN" },
          },
          stages: { data: true },
          enable: { else: "true" },
          tempFailOnError: true,
          timeout: 120_000,
        },
      },
    },
  ]);
  expect(service.workloads["stalwart"]?.environment(at)["STALWART_JOURNAL_TOKEN"]).toEqual(
    carrier?.environment(at)["JOURNAL_TOKEN"],
  );
  expect(service.workloads["stalwart"]?.egress).toContainEqual({
    kind: "service",
    service: "mail",
    workload: "journal",
    port: "message",
  });
});

test("the carrier tries storage for less long than it is waited for, and is waited for less long than its caller waits", () => {
  const text = carrier?.files(at)["bento.json"] ?? "";
  const stream: unknown = JSON.parse(text);
  expect(stream).toMatchObject({ input: { http_server: { path: "/message", timeout: "100s" } } });
  const tried = Number(/"max_elapsed_time": "(\d+)s"/.exec(text)?.[1]) + Number(/"timeout": "(40)s"/.exec(text)?.[1]);
  expect(tried).toBeLessThan(100);
  // Headers come as metadata, and the token is one.
  expect(text).toMatch(/"exclude_prefixes": \[\s*""\s*\]/);
});

test("without the fact there is no hook, no carrier, no bucket and no token", () => {
  const plain = mail(mailRules);
  expect(hooks(stalwartPlan(seenBy(zuid), mailRules))).toEqual([]);
  expect(Object.keys(plain.workloads)).toEqual(["stalwart", "events"]);
  expect(Object.keys(plain.needs.buckets ?? {})).toEqual(["mail"]);
  expect(plain.secrets).not.toHaveProperty("journal");
});

test("a tenant's server hands over to the tenant's own carrier, which writes the tenant's own bucket", () => {
  const cloud = cloudWith({ noord: { users: 50 } }, { suite: noveu({ mail: { journal: rules.journal } }) });
  const own = seenBy(cloud, "noord");
  expect(JSON.stringify(hooks(stalwartPlan(own, rules)))).toContain("mail-journal.noord-mail.svc");
  expect(carrier?.files(own)["bento.json"]).toMatch(/"bucket": "[\w-]*noord-journal/);
});

test.each([0, 11, 2.5, -1, Number.NaN])("%d years are refused by name", (years) => {
  const asked = () => checkedMailRules({ ...mailRules, journal: { kind: "kept", years } });
  expect(asked).toThrow(Refusal);
  expect(asked).toThrow("mail.journal.years");
});
