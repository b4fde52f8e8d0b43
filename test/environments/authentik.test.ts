import eigen from "../../environments/noveu-eigen";
import { attempt } from "../generated/attempt";

test("authentik behind Envoy, with OpenBao, passes every check as Keycloak does", () => {
  const verdict = attempt({ ...eigen.facts, parts: { ...eigen.facts.parts, identity: "authentik" } });
  if (verdict.kind === "refused") throw verdict.refusal;
  const { checks, totals } = verdict.evidence;
  expect(checks.flatMap(({ failures }) => failures)).toEqual([]);
  expect(totals.failed).toBe(0);
  expect(checks.find(({ id }) => id === "sign-in")?.passed).toBeGreaterThan(6);
});
