import { auditEnvironment, type Facts } from "../../audit";
import { imageProvenance } from "../../audit/checks/image-provenance";
import { mentions } from "../../audit/supply";
import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import { testDigests, withTestDigests } from "../harness/recorded-digests";
import { written } from "../harness/written";

jest.setTimeout(300_000);

const samples = [
  ["noveu-zuid", zuid],
  ["noveu-oost", oost],
] as const;

describe.each(samples)("%s, where everything was recorded", (_, sample) => {
  const { facts } = written(withTestDigests(sample));
  const mirror = sample.registry.mirror;
  const named = mentions(facts, mirror).filter(({ object }) => !object.startsWith("footprint/"));

  test("every check that images touch holds", () => {
    const { checks } = auditEnvironment(facts);
    // The harness writes no settings of Terraform's own.
    const failures = checks
      .flatMap((check) => check.failures)
      .filter(({ message }) => !message.startsWith("terraform.tfrc"));
    expect(failures).toEqual([]);
    const [own] = checks.filter(({ id }) => id === imageProvenance.id);
    expect(own?.undecided).toEqual([]);
  });

  test("images are named by digest, but for charts that can't", () => {
    const byTag = new Set(named.filter(({ digest }) => digest === undefined).map(({ name }) => name));
    const gatekeeper = "docker.io/openpolicyagent/gatekeeper";
    const kong = ["docker.io/kong/kubernetes-ingress-controller", "docker.io/library/kong"];
    const expected = sample === zuid ? [gatekeeper] : ["cr.l5d.io/linkerd/controller", ...kong, gatekeeper];
    expect([...byTag].sort()).toEqual(expected);
    expect(named.filter(({ digest }) => digest !== undefined).length).toBeGreaterThan(100);
  });

  test("an image that was copied otherwise is found everywhere it is named", () => {
    const name = sample === zuid ? "quay.io/keycloak/keycloak:26.7.3" : "ghcr.io/goauthentik/server:2026.8.6";
    const plan = {
      ...facts.plan,
      environment: { ...facts.plan.environment, digests: { ...testDigests, [name]: "x" } },
    };
    const changed: Facts = { ...facts, plan };
    const failed = imageProvenance.judge(changed).filter(({ outcome }) => outcome === "fail");
    const users = new Set(named.filter((one) => `${one.name}:${one.tag ?? ""}` === name).map(({ object }) => object));
    expect(users.size).toBeGreaterThan(0);
    expect(failed.map(({ object }) => object)).toEqual(expect.arrayContaining([...users]));
  });
});
