import type { Check, Facts } from "../../../audit";
import { allChecks } from "../../../audit/checks/all-checks";
import { events } from "../../../audit/checks/events";
import { forbiddenReferences } from "../../../audit/checks/forbidden-references";
import { keys } from "../../../audit/checks/keys";
import { mesh } from "../../../audit/checks/mesh";
import { mirror } from "../../../audit/checks/mirror";
import { noSecretValues } from "../../../audit/checks/no-secret-values";
import { podSecurity } from "../../../audit/checks/pod-security";
import { recoveryLoss } from "../../../audit/checks/recovery/loss";
import { recoverySites } from "../../../audit/checks/recovery/sites";
import { recoveryVolumes } from "../../../audit/checks/recovery/volumes";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import { isObject, type Json } from "../../../audit/facts/json";
import { defineEnvironment } from "../../../environments/schema";
import { withVault } from "../../environments/with-vault";
import { complaints, inManifest, realFacts, type Sabotage } from "./real-output";

const facts = realFacts(defineEnvironment(withVault));
const job = Object.keys(facts.kubernetes).find((id) => id.startsWith("cellar/vault/Job/vault-initialization")) ?? "";

test("nothing that is synthesized with Vault fails", () => {
  // The list of provider mirrors is written beside charts and stacks, and is not at hand here.
  const failed = allChecks
    .filter((check) => check !== mirror && check.applies?.(facts) !== false)
    .flatMap((check) => check.judge(facts))
    .flatMap((verdict) =>
      verdict.outcome === "fail" ? [`${verdict.check} ${verdict.object}: ${verdict.message}`] : [],
    );
  expect(failed).toEqual([]);
});

test("the licence is named wherever the image is", () => {
  const notes = forbiddenReferences
    .judge(facts)
    .flatMap((verdict) => (verdict.outcome === "pass" && verdict.note !== undefined ? [verdict.note] : []));
  expect(notes.length).toBeGreaterThanOrEqual(4);
  expect(new Set(notes)).toEqual(
    new Set(["Vault is under the Business Source License and IBM's; OpenBao is the default; the environment chose it"]),
  );
});

/** Replaces a text in the job, wherever it stands. */
const inJob =
  (text: string, by: string): Sabotage =>
  (all) => {
    const fact = all.kubernetes[job];
    if (fact === undefined) throw new Error("no job");
    const changed: Json = JSON.parse(JSON.stringify(fact.object).replaceAll(text, by));
    if (!isObject(changed)) throw new Error("no object any more");
    expect(JSON.stringify(changed)).not.toBe(JSON.stringify(fact.object));
    return { ...all, kubernetes: { ...all.kubernetes, [job]: { ...fact, object: changed } } };
  };

const holders = Object.keys(facts.kubernetes).find((id) => id.includes("ConfigMap/vault-holders")) ?? "";

const withRelease =
  (change: (release: Facts["releases"][string]) => Facts["releases"][string]): Sabotage =>
  (all) => ({
    ...all,
    releases: Object.fromEntries(
      Object.entries(all.releases).map(([id, release]) => [id, release.name === "vault" ? change(release) : release]),
    ),
  });

test.each<readonly [string, Check, Sabotage, string]>([
  ["nobody initializes", keys, inManifest(job, [], undefined), "is done by no job"],
  ["a part of the recovery key in the clear", keys, inJob(",/holders/gamma.asc", ""), "would lie in the clear"],
  ["one person who recovers alone", keys, inJob("-recovery-threshold=2", "-recovery-threshold=1"), "one person alone"],
  ["a root token that lives on", keys, inJob("vault token revoke -self", "true"), "never gives up the root token"],
  ["no audit trail", keys, inJob("vault write sys/audit/stdout", "true"), "opens no audit trail"],
  [
    "an audit trail that nobody collects",
    events,
    inJob("vault write sys/audit/stdout", "true"),
    "has no device that writes to the server's output",
  ],
  [
    "a holder's key that is none",
    keys,
    inManifest(holders, ["data", "beta.asc"], "something else"),
    "is no public key that the release carries",
  ],
  [
    "snapshots that nobody takes",
    recoveryVolumes,
    inManifest("cellar/vault/CronJob/secrets-save", ["spec", "suspend"], true),
    '"vault" is copied nowhere',
  ],
  [
    "snapshots that come too seldom",
    recoveryLoss,
    inManifest("cellar/vault/CronJob/secrets-save", ["spec", "schedule"], "0 */6 * * *"),
    "recovery.loss.secrets",
  ],
  [
    "more servers that may go than the rest can outvote",
    recoverySites,
    withRelease((release) => ({
      ...release,
      values: [{ server: { ha: { replicas: 3, disruptionBudget: { maxUnavailable: 2 } } } }],
    })),
    "lets more servers go at once",
  ],
  [
    "an initialization that no policy lets through",
    mesh,
    inManifest("cellar/vault/AuthorizationPolicy/vault-server", ["spec", "rules"], []),
    "is allowed by no AuthorizationPolicy",
  ],
  [
    "servers that everybody reaches",
    zoneMatrix,
    inManifest("cellar/vault/NetworkPolicy/vault-server", ["spec", "ingress"], [{}]),
    "vault/server",
  ],
  [
    "a token in the job's script",
    noSecretValues,
    inJob("unset VAULT_TOKEN", "VAULT_TOKEN=hvs.CAESIJ3nW9mX2pQ7vR4tY8uB1cD5eF6g"),
    "a token of Vault or OpenBao",
  ],
  ["a job that may do more than it must", podSecurity, inJob('"drop":["ALL"]', '"add":["IPC_LOCK"]'), "capabilities"],
])("%s: caught", (_, check, sabotage, says) => {
  expect(complaints(check, sabotage(facts)).join("\n")).toContain(says);
});
