import { turnCertificateKeys } from "./certificate-keys";
import { apply, kubectl, preamble, vaultToken } from "./commands";
import { document, heading, shell, step } from "./markdown";
import type { RunbookFacts } from "./runbook-facts";
import { turnSigningKeys } from "./signing-keys";

/** Keys and passwords by who makes them: what turns by itself, and what somebody turns. */
export const keyRotation = (facts: RunbookFacts): string => {
  const { environment, serving, other, trust, secretsNamespace } = facts;
  const { title, name, program } = facts.secretsServer;
  const sites = other === undefined || other.kind === "lost" ? [serving] : [serving, other.site];
  return document(
    heading(`Keys of ${environment}`),
    `By themselves turn: keys of tenants and of backups in ${title} (every ninety days; old versions go on opening what they closed), certificates, and tokens of pods. The rest is below. Snapshots that were taken before a turn hold the old values: keep the old ones valid until the next snapshot has arrived at the other site.`,
    shell(preamble(facts, sites)),
    step(
      1,
      "Keys to object storage",
      `The stack makes new ones, ${title} hands them to the services, and the old ones are revoked. Repeat for each.`,
      [
        ...vaultToken(facts, serving),
        `terraform -chdir=cdktf.out/stacks/${trust} state list | grep -E 's3_credential|iam_access_key' | while read -r key; do terraform -chdir=cdktf.out/stacks/${trust} apply -replace="$key"; done`,
      ],
    ),
    step(
      2,
      "Keys with which snapshots of the secrets travel, and the seal's client certificate",
      `They stand in the operators' stack of each site, outside ${title}. The certificate lives for a year.`,
      sites.flatMap(({ stacks }) => {
        const operators = stacks.find((stack) => stack.includes("-operators-")) ?? "";
        return [
          `terraform -chdir=cdktf.out/stacks/${operators} state list | grep -E 'snapshot-keys.*credential|okms_credential|iam_access_key' | while read -r key; do terraform -chdir=cdktf.out/stacks/${operators} apply -replace="$key"; done`,
        ];
      }),
    ),
    step(
      3,
      "Passwords of databases and services",
      `A generated value is written once. Where ${title} and the cluster forget it, a new one is made, pushed and fetched, and pods start with it. One at a time: between the two, whoever uses the password is locked out.`,
      facts.generated.flatMap(({ namespace, secret, path }) => [
        `${program} kv metadata delete -mount=platform ${path}`,
        `${kubectl(serving, namespace)} delete secret ${secret}-generated ${secret}`,
        `${kubectl(serving, path.split("/")[0] ?? namespace)} rollout restart deployment,statefulset`,
      ]),
    ),
    step(
      4,
      "The key that unseals",
      `Two keys must be known while one replaces the other: ${title} re-encrypts its root key with the new one (seal migration), server by server. Take a snapshot before and one after; a snapshot of before needs the old key for as long as it is kept.`,
      [
        `${kubectl(serving, secretsNamespace)} create job before-turning --from=cronjob/${facts.snapshotJobs.save}`,
        ...(facts.keys === undefined ? [] : apply([facts.keys])),
        ...sites.flatMap(({ stacks }) => apply(stacks.filter((stack) => stack.includes("-operators-")))),
        `${kubectl(serving, secretsNamespace)} exec ${name}-0 -- ${program} status`,
      ],
    ),
    ...(facts.signing === undefined ? [] : [turnSigningKeys(5, facts, facts.signing)]),
    ...(facts.shownKeys === undefined
      ? []
      : [turnCertificateKeys(facts.signing === undefined ? 5 : 6, facts, sites, facts.shownKeys)]),
  );
};
