import zuid from "../../environments/noveu-zuid";
import { surroundingsOf } from "../../planning/placement";
import { discoveryLines } from "../../suites/noveu/mail-discovery";
import { mailRules } from "../../suites/noveu/mail-rules";
import { stalwartPlan } from "../../suites/noveu/stalwart-plan";
import { cloudWith } from "../tenancy/shared-environment";
import type { Environment } from "../../environments/schema";

function said(environment: Environment, tenant?: string) {
  const { mail } = environment.suite.services;
  if (mail === undefined) throw new Error("the sample has no mail");
  return discoveryLines(surroundingsOf(environment, environment.site, mail, tenant), "domain");
}

test("the server knows its name, who receives mail, and no protocol that is closed", () => {
  const [settings] = said(zuid);
  expect(settings).toMatchObject({
    object: "SystemSettings",
    value: {
      defaultHostname: "mail.zuid.example.eu",
      defaultDomainId: "#domain",
      mailExchangers: { "0": { hostname: "mail.zuid.example.eu" } },
    },
  });
  expect(settings).not.toHaveProperty("value.services.pop3");
  expect(settings).toHaveProperty("value.services.imap", { cleartext: false });
});

test("users are asked for at the identity server, and nowhere else", () => {
  const { mail } = zuid.suite.services;
  if (mail === undefined) throw new Error("the sample has no mail");
  const lines = stalwartPlan(surroundingsOf(zuid, zuid.site, mail), mailRules)
    .trim()
    .split("\n");
  const values: readonly unknown[] = lines.map((line): unknown => JSON.parse(line));
  expect(values).toContainEqual({
    "@type": "update",
    object: "Authentication",
    value: { directoryId: "#identity" },
  });
  expect(values).toContainEqual(
    expect.objectContaining({ object: "Directory", matchOn: ["description"], value: { identity: expect.anything() } }),
  );
});

test("the mail of tenants is received by the exchanger, and the policy names it", () => {
  const [settings] = said(cloudWith({ noord: { users: 50 } }), "noord");
  expect(settings).toMatchObject({
    value: { mailExchangers: { "0": { hostname: "mx.cloud.example.eu" } } },
  });
});

test("delivery is encrypted or not at all, for a week at a time", () => {
  expect(said(zuid)[1]).toEqual({
    "@type": "update",
    object: "MtaSts",
    value: { mode: "enforce", maxAge: 604_800_000 },
  });
});

test("names for programs lead to nothing but what programs ask for", () => {
  const { mail } = zuid.suite.services;
  const ways = (mail?.exposes ?? []).flatMap((exposure) =>
    exposure.kind === "https" && exposure.label !== "mail"
      ? [[exposure.label, exposure.requests?.length] as const]
      : [],
  );
  expect(ways).toEqual([
    ["autoconfig", 2],
    ["autodiscover", 1],
    ["mta-sts", 1],
  ]);
});

test.each([
  ["/autodiscover/autodiscover.xml", true],
  ["/Autodiscover/Autodiscover.xml", true],
  ["/autodiscover/autodiscover.json", true],
  ["/autodiscover/autodiscover.json/v1.0/user@zuid.example.eu", true],
  ["/api/account", false],
  ["/x/autodiscover/autodiscover.xml", false],
])("Outlook asks %s: %s", (path, taken) => {
  const exposure = zuid.suite.services["mail"]?.exposes.find(({ label }) => label === "autodiscover");
  const [request] = exposure?.kind === "https" ? (exposure.requests ?? []) : [];
  const expression = request?.kind === "pattern" ? request.expression : "(?!)";
  expect(new RegExp(`^(?:${expression})$`).test(path)).toBe(taken);
});
