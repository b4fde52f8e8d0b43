import { refuseUnsupported } from "../../charts/supported";
import cloud from "../../environments/noveu-cloud";
import oost from "../../environments/noveu-oost";
import { defineEnvironment, noveu, Refusal } from "../../index";
import { facts } from "../environments/facts";

function refusal(parts: typeof facts.parts): Refusal | undefined {
  try {
    refuseUnsupported(defineEnvironment({ ...facts, ...(parts === undefined ? {} : { parts }) }));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

test("what is deployed is not refused", () => {
  expect(refusal(undefined)).toBeUndefined();
  expect(refusal({ objects: "garage" })).toBeUndefined();
});

test("what is not deployed is refused by name, with what it lacks and what to use", () => {
  expect(refusal({ objects: "rook" })?.mistakes).toMatchObject([
    {
      where: "parts.objects",
      value: "rook",
      why: expect.stringContaining("disks"),
      wayOut: expect.stringMatching(/garage/),
    },
  ]);
});

test("authentik is refused where tenants share it, and where another site stands by", () => {
  const shared = defineEnvironment({ ...cloud.facts, parts: { ...cloud.facts.parts, identity: "authentik" } });
  expect(() => {
    refuseUnsupported(shared);
  }).toThrow(/parts\.identity.+can't be shared by tenants/);
  expect(refusal({ identity: "authentik" })?.mistakes).toEqual([
    {
      where: "parts.identity",
      value: "authentik",
      why: expect.stringContaining("at one site"),
      wayOut: 'use "keycloak"',
    },
  ]);
});

test("authentik is refused where a service counts accounts", () => {
  const { portal } = oost.suite.services;
  if (portal === undefined) throw new Error("the sample lacks a service");
  const services = { portal: { ...portal, needs: { ...portal.needs, accounts: "count" as const } } };
  const counting = defineEnvironment({
    ...oost.facts,
    suite: noveu({ services, chat: { calls: { kind: "none" } } }),
  });
  expect(() => {
    refuseUnsupported(counting);
  }).toThrow(/how many accounts it has, as service "portal" does/);
});

test("Kong is deployed where each client's address stands in the packet, and for one customer", () => {
  expect(() => {
    refuseUnsupported(oost);
  }).not.toThrow();
});

test("Kong is refused where load balancers tell who is calling, and where tenants share a gateway", () => {
  expect(refusal({ gateway: "kong" })?.mistakes).toContainEqual(
    expect.objectContaining({ where: "parts.gateway", why: expect.stringMatching(/site ".+".+PROXY protocol/) }),
  );
  const shared = defineEnvironment({ ...cloud.facts, parts: { ...cloud.facts.parts, gateway: "kong" } });
  expect(() => {
    refuseUnsupported(shared);
  }).toThrow(/can't be shared by tenants/);
});

test("Kong is refused for services that speak another protocol than the web's on port 443", () => {
  const calling = defineEnvironment({ ...oost.facts, suite: noveu() });
  expect(() => {
    refuseUnsupported(calling);
  }).toThrow(/where service "calls" speaks another protocol/);
});
