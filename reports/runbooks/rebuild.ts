import { aboveInfrastructure, apply, databaseStatus, kubectl, preamble, vaultToken } from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts } from "./runbook-facts";

/** The only site is gone: a new one is built in another region from what lies off-site. */
export const rebuild = (facts: RunbookFacts): string => {
  const {
    environment,
    serving: lost,
    page,
    secretsNamespace,
    snapshotPrefix,
    databaseNamespace,
    databaseClusters,
  } = facts;
  const site = { ...lost, id: "$NEW", context: `${environment}-$NEW` };
  return document(
    heading(`Rebuild of ${environment}: ${lost.region} is gone`),
    `Backups lie in ${lost.archive.bucket} (${lost.archive.region}), copies of objects beside them. This has the length of a restore, not of a switch.`,
    `Planned with: ${facts.steps.map(({ step: name, takes }) => `${name} ${takes}`).join(", ")}.\n\n${list(facts.loss.map(({ store, lost: amount }) => `${store}: ${amount}`))}`,
    step(
      1,
      "Name the new region",
      `In ${page}: another \`site\`, apart from the off-site region; record the move as the refusal of \`bestek synth\` says. NEW is the new site's id.`,
      ["export NEW=<id of the new site>", ...preamble(facts, [])],
    ),
    step(2, "Network, cluster, operators", "OpenBao starts empty, sealed by the same key as before.", [
      ...(facts.keys === undefined ? [] : apply([facts.keys])),
      `apply ${environment}-infrastructure-$NEW`,
      `apply ${environment}-operators-$NEW`,
    ]),
    step(
      3,
      "Keys to the backups",
      `The restoring user of the lost site still stands: \`terraform -chdir=cdktf.out/stacks/${lost.infrastructure} output user_restore\` from the state, which lies elsewhere. Make a key pair for it in the cloud's control panel or API, and set the two variables.`,
      [
        "export AWS_ACCESS_KEY_ID=<access key> AWS_SECRET_ACCESS_KEY=<secret key>",
        `export RCLONE_S3_PROVIDER=Other RCLONE_S3_ENV_AUTH=true RCLONE_S3_ENDPOINT=https://${lost.archive.host} RCLONE_S3_REGION=${lost.archive.region.toLowerCase()}`,
      ],
    ),
    step(4, "Secrets", "Only a server with the same seal key can read the snapshot.", [
      `rclone copyto :s3:${lost.archive.bucket}/${snapshotPrefix}${lost.id}.snap raft.snap`,
      `${kubectl(site, secretsNamespace)} cp raft.snap openbao-0:/tmp/raft.snap`,
      `JWT="$(${kubectl(site, secretsNamespace)} create token snapshots)"`,
      `${kubectl(site, secretsNamespace)} exec openbao-0 -- env JWT="$JWT" BAO_ADDR=http://openbao-active:8200 sh -euc 'BAO_TOKEN="$(bao write -field=token auth/terraform/login role=snapshots jwt="$JWT")" bao operator raft snapshot restore /tmp/raft.snap'`,
    ]),
    step(
      5,
      "Databases, from the archive",
      "The cluster is made by hand first, with the recovery in it; the release takes it over afterwards and finds its data there. The archive is read with the key pair of step 3.",
      databaseClusters.flatMap((cluster) => [
        `${kubectl(site, databaseNamespace)} create secret generic archive-lost --from-literal=access-key="$AWS_ACCESS_KEY_ID" --from-literal=secret-key="$AWS_SECRET_ACCESS_KEY"`,
        `${kubectl(site, databaseNamespace)} apply --filename - <<END`,
        "apiVersion: barmancloud.cnpg.io/v1",
        "kind: ObjectStore",
        "metadata: { name: archive-lost }",
        "spec:",
        "  configuration:",
        `    destinationPath: s3://${lost.archive.bucket}/`,
        `    endpointURL: https://${lost.archive.host}`,
        "    s3Credentials:",
        "      accessKeyId: { name: archive-lost, key: access-key }",
        "      secretAccessKey: { name: archive-lost, key: secret-key }",
        "END",
        `CHART="out/${environment}/charts/$NEW/databases/objects/cluster-${cluster}.yaml"`,
        `yq '.spec.bootstrap = {"recovery": {"source": "lost"}} | .spec.externalClusters = [{"name": "lost", "plugin": {"name": "barman-cloud.cloudnative-pg.io", "parameters": {"barmanObjectName": "archive-lost", "serverName": "${lost.archive.folders[cluster] ?? cluster}"}}}] | .metadata.labels."app.kubernetes.io/managed-by" = "Helm" | .metadata.annotations."meta.helm.sh/release-name" = "databases" | .metadata.annotations."meta.helm.sh/release-namespace" = "${databaseNamespace}"' "$CHART" | ${kubectl(site, databaseNamespace)} apply --filename -`,
        ...databaseStatus(facts, site),
      ]),
    ),
    step(
      6,
      "Objects, from their copies",
      "Into the new site's buckets, with keys of the lost site's restoring user to read and of the new services to write; two remotes of rclone, `from` as in step 3 and `to` for the new site.",
      facts.buckets.map(
        ({ bucket, names }) =>
          `rclone copy from:${names["copy"] ?? ""} to:${environment}-${bucket}-$NEW --s3-no-check-bucket --progress`,
      ),
    ),
    step(7, "Names, trust, and what serves", "In the order of a first installation from here on.", [
      ...apply([facts.dns]),
      ...vaultToken(facts, site),
      ...apply([facts.trust]),
      ...aboveInfrastructure(lost)
        .slice(1)
        .map((stack) => `apply ${stack.slice(0, -lost.id.length)}$NEW`),
      ...apply([facts.identity]),
    ]),
    shell(databaseStatus(facts, site)),
  );
};
