import { aboveInfrastructure, apply, databaseStatus, identityStacks, kubectl, preamble, vaultToken } from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** The only site is gone: a new one is built in another region from what lies off-site. */
export const rebuild = (facts: RunbookFacts): string => {
  const {
    environment,
    serving: lost,
    page,
    secretsNamespace,
    secretsServer: { title, name, program, variables },
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
      [`export NEW=<id of the new site> ENVIRONMENT=${environment}`, ...preamble(facts, [])],
    ),
    step(2, "Network, cluster, operators", `${title} starts empty, sealed by the same key as before.`, [
      ...(facts.keys === undefined ? [] : apply([facts.keys])),
      `apply ${environment}-infrastructure-$NEW`,
      `apply ${environment}-operators-$NEW`,
    ]),
    step(3, "A way to the backups", ...wayToBackups(lost)),
    step(4, "Secrets", "Only a server with the same seal key can read the snapshot.", [
      fetchSnapshot(lost, `${snapshotPrefix}${lost.id}.snap`),
      `${kubectl(site, secretsNamespace)} cp raft.snap ${name}-0:/tmp/raft.snap`,
      `JWT="$(${kubectl(site, secretsNamespace)} create token snapshots --audience secrets)"`,
      `${kubectl(site, secretsNamespace)} exec ${name}-0 -- env JWT="$JWT" ${variables}_ADDR=http://${name}-active:8200 sh -euc '${variables}_TOKEN="$(${program} write -field=token auth/terraform/login role=snapshots jwt="$JWT")" ${program} operator raft snapshot restore /tmp/raft.snap'`,
    ]),
    step(
      5,
      "Databases, from the archive",
      "Every cluster in the order below. Each is made by hand first, with the recovery in it; the release takes it over afterwards and finds its data there. The archive is read as step 3 says.",
      [
        ...lostArchive(lost, kubectl(site, databaseNamespace)),
        ...databaseClusters.flatMap((cluster) => [
          `CHART="out/${environment}/charts/$NEW/databases/objects/cluster-${cluster}.yaml"`,
          `yq '.spec.bootstrap = {"recovery": {"source": "lost"}} | .spec.externalClusters = [{"name": "lost", "plugin": {"name": "barman-cloud.cloudnative-pg.io", "parameters": {"barmanObjectName": "archive-lost", "serverName": "${lost.archive.folders[cluster] ?? cluster}"}}}] | .metadata.labels."app.kubernetes.io/managed-by" = "Helm" | .metadata.annotations."meta.helm.sh/release-name" = "databases" | .metadata.annotations."meta.helm.sh/release-namespace" = "${databaseNamespace}"' "$CHART" | ${kubectl(site, databaseNamespace)} apply --filename -`,
          `${kubectl(site, databaseNamespace)} wait cluster.postgresql.cnpg.io/${cluster} --for=condition=Ready --timeout=4h`,
        ]),
        ...databaseStatus(facts, site),
      ],
    ),
    step(
      6,
      "Objects, from their copies",
      "Into the new site's buckets, read as step 3 says and written as the new services may. With S3 that takes two remotes of rclone, `from` as in step 3 and `to` for the new site.",
      facts.buckets.map(({ bucket, names }) =>
        lost.archive.account === undefined
          ? `rclone copy from:${names["copy"] ?? ""} to:${environment}-${bucket}-$NEW --s3-no-check-bucket --progress`
          : `azcopy copy "${names["copy"] ?? ""}/*" "<address of ${environment}-${bucket}-$NEW>" --recursive`,
      ),
    ),
    step(7, "Names, trust, and what serves", "In the order of a first installation from here on.", [
      ...apply([facts.dns]),
      ...vaultToken(facts, site),
      ...apply([facts.trust]),
      ...aboveInfrastructure(lost)
        .slice(1)
        .map((stack) => `apply ${stack.slice(0, -lost.id.length)}$NEW`),
      ...apply(identityStacks(facts)),
    ]),
    shell(databaseStatus(facts, site)),
  );
};

/** What opens the lost site's backups: keys, or at Azure a role and an address that the account lets in. */
function wayToBackups({ archive, infrastructure }: RunbookSite): readonly [text: string, commands: readonly string[]] {
  const { account } = archive;
  if (account !== undefined) {
    const scope = `$(az storage account show --name ${account.name} --resource-group ${account.resourceGroup} --query id --output tsv)`;
    return [
      "The account answers private addresses alone, and reads are a role: both are given to whoever restores, and taken back in the end. MY_ADDRESS is the public address that you come from; the new site's databases reach it by theirs.",
      [
        "export MY_ADDRESS=<your public IPv4 address> SITE_ADDRESS=<first egress address of the new site>",
        `az storage account update --name ${account.name} --resource-group ${account.resourceGroup} --public-network-access Enabled --default-action Deny`,
        `for ADDRESS in "$MY_ADDRESS" "$SITE_ADDRESS"; do az storage account network-rule add --account-name ${account.name} --resource-group ${account.resourceGroup} --ip-address "$ADDRESS"; done`,
        `az role assignment create --role "Storage Blob Data Reader" --assignee "$(az ad signed-in-user show --query id --output tsv)" --scope "${scope}"`,
        `az role assignment create --role "Storage Blob Data Reader" --assignee "<client id of identity archive at the new site>" --scope "${scope}"`,
      ],
    ];
  }
  return [
    `The restoring user of the lost site still stands: \`terraform -chdir=cdktf.out/stacks/${infrastructure} output user_restore\` from the state, which lies elsewhere. Make a key pair for it in the cloud's control panel or API, and set the two variables.`,
    [
      "export AWS_ACCESS_KEY_ID=<access key> AWS_SECRET_ACCESS_KEY=<secret key>",
      `export RCLONE_S3_PROVIDER=Other RCLONE_S3_ENV_AUTH=true RCLONE_S3_ENDPOINT=https://${archive.host} RCLONE_S3_REGION=${archive.region.toLowerCase()} RCLONE_S3_FORCE_PATH_STYLE=${archive.addressing === "path" ? "true" : "false"}`,
    ],
  ];
}

const fetchSnapshot = ({ archive: { account, bucket } }: RunbookSite, object: string): string =>
  account === undefined
    ? `rclone copyto :s3:${bucket}/${object} raft.snap && test -s raft.snap`
    : `az storage blob download --auth-mode login --account-name ${account.name} --container-name ${bucket} --name ${object} --file raft.snap`;

/** The lost site's archive, once, for all clusters to begin with. */
function lostArchive(
  { archive: { account, bucket, host, addressing } }: RunbookSite,
  kubectlThere: string,
): readonly string[] {
  const head = [
    `${kubectlThere} apply --filename - <<END`,
    "apiVersion: barmancloud.cnpg.io/v1",
    "kind: ObjectStore",
    "metadata: { name: archive-lost }",
    "spec:",
  ];
  if (account !== undefined) {
    return [
      ...head,
      "  configuration:",
      `    destinationPath: https://${account.name}.blob.core.windows.net/${bucket}/`,
      "    azureCredentials: { useDefaultAzureCredentials: true }",
      "  instanceSidecarConfiguration:",
      "    env: [{ name: AZURE_CLIENT_ID, valueFrom: { configMapKeyRef: { name: bestek-apply-time, key: identity-archive } } }]",
      "END",
    ];
  }
  return [
    `${kubectlThere} create secret generic archive-lost --from-literal=access-key="$AWS_ACCESS_KEY_ID" --from-literal=secret-key="$AWS_SECRET_ACCESS_KEY"`,
    ...(addressing === "path"
      ? []
      : [
          `${kubectlThere} apply --filename "out/$ENVIRONMENT/charts/$NEW/databases/objects/configmap-archive-settings.yaml"`,
        ]),
    ...head,
    "  configuration:",
    `    destinationPath: s3://${bucket}/`,
    `    endpointURL: https://${host}`,
    "    s3Credentials:",
    "      accessKeyId: { name: archive-lost, key: access-key }",
    "      secretAccessKey: { name: archive-lost, key: secret-key }",
    ...(addressing === "path"
      ? []
      : ["  instanceSidecarConfiguration:", "    env: [{ name: AWS_CONFIG_FILE, value: /projected/aws.config }]"]),
    "END",
  ];
}
