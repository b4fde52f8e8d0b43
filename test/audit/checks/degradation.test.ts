import { auditEnvironment } from "../../../audit";
import { degradation } from "../../../audit/checks/degradation";
import type { DegradationPlan } from "../../../language";
import { refuses } from "../../../language";
import { complaints, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const facts = realFacts();

/** Changes what the plan says of who can do without whom. */
const declaring =
  (change: (declared: DegradationPlan) => DegradationPlan): Sabotage =>
  (all) => {
    const { degradation: declared } = all.plan;
    if (declared === undefined) throw new Error("the plan declares nothing");
    return { ...all, plan: { ...all.plan, degradation: change(declared) } };
  };

const without = (service: string, changes: DegradationPlan["services"][string]): Sabotage =>
  declaring((declared) => ({
    ...declared,
    services: { ...declared.services, [service]: { ...declared.services[service], ...changes } },
  }));

const keycloak = "eu-west-par/identity/StatefulSet/identity-keycloak";
const files = "eu-west-par/files/Deployment/files-web";

test("what is synthesized passes, and says who stands alone", () => {
  expect(complaints(degradation, facts)).toEqual([]);
  const alone = degradation
    .judge(facts)
    .flatMap(({ object, ...verdict }) => (verdict.outcome === "pass" && verdict.note !== undefined ? [object] : []));
  expect(alone).toEqual([
    "cache/ai",
    "cache/calls",
    "cache/chat",
    "cache/files",
    "chat/main",
    "config/forgejo",
    "config/runner",
  ]);
});

test.each<readonly [string, Sabotage, string]>([
  [
    "a service that does not say what it does without its database",
    declaring((declared) => ({ ...declared, services: { ...declared.services, files: {} } })),
    "without.database: is not declared",
  ],
  [
    "two that wait for each other",
    together(without("mail", { chat: refuses("a test") }), without("chat", { mail: refuses("a test") })),
    '"chat -> mail -> chat" waits for itself',
  ],
  [
    "three that wait in a circle, through the identity that starts it",
    together(without("identity", { files: refuses("a test") }), without("files", { portal: refuses("a test") })),
    '"identity -> files -> portal -> identity" waits for itself',
  ],
  [
    "one identity server under a portal that refuses without it",
    inManifest(keycloak, ["spec", "replicas"], 1),
    "is one pod, and the service refuses without identity",
  ],
  [
    "a database of one instance",
    inManifest("eu-west-par/databases/Cluster/postgres", ["spec", "instances"], 1),
    "is one pod, and the service refuses without database",
  ],
  [
    "a database that nothing keeps up",
    together(
      inManifest("eu-west-par/databases/Cluster/postgres", [], undefined),
      inManifest("eu-south-mil/databases/Cluster/postgres", [], undefined),
    ),
    "is a hard dependency that nothing keeps up",
  ],
  [
    "a main process of which nobody said why it is alone",
    declaring((declared) => ({ ...declared, alone: {} })),
    "chat-main: 1 is one pod that a node takes with it",
  ],
  [
    "an autoscaler that may leave one",
    inManifest("eu-west-par/files/HorizontalPodAutoscaler/files-web", ["spec", "minReplicas"], 1),
    `${files}: 1 is one pod that a node takes with it`,
  ],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(degradation, sabotage(facts)).join("\n")).toContain(says);
});

test("a plan that says nothing of it is no evidence", () => {
  const { degradation: _, ...plan } = facts.plan;
  const [evidence] = auditEnvironment({ ...facts, plan }, [degradation]).checks;
  expect(evidence).toMatchObject({ examined: 0, passed: 0 });
  expect(evidence?.undecided).toHaveLength(1);
});
