import { refuseUnsupported } from "../../charts/supported";
import { defineEnvironment, Refusal } from "../../index";
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

test("what is not deployed is refused by name, all of it at once, each with what it lacks and what to use", () => {
  expect(refusal({ gateway: "kong", objects: "rook", identity: "authentik" })?.mistakes).toMatchObject(
    [
      { where: "parts.gateway", value: "kong", why: expect.stringContaining("signs nobody in"), wayOut: /envoy/ },
      { where: "parts.objects", value: "rook", why: expect.stringContaining("disks"), wayOut: /garage/ },
      { where: "parts.identity", value: "authentik", wayOut: /keycloak/ },
    ].map((mistake) => ({ ...mistake, wayOut: expect.stringMatching(mistake.wayOut) })),
  );
});
