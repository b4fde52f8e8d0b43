import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** Commands that all runbooks begin with: one word to apply a stack, and a context for each cluster. */
export const preamble = ({ environment }: RunbookFacts, sites: readonly RunbookSite[]): readonly string[] => [
  "set -u",
  `npx bestek synth ${environment}`,
  'apply() { terraform -chdir="cdktf.out/stacks/$1" init -input=false && terraform -chdir="cdktf.out/stacks/$1" apply; }',
  ...sites.flatMap(({ login }) => login),
];

/** kubectl at a site, in a namespace. */
export const kubectl = ({ context }: RunbookSite, namespace: string): string =>
  `kubectl --context ${context} --namespace ${namespace}`;

/** The stack of realms and clients, where there is one. */
export const identityStacks = ({ identity }: Pick<RunbookFacts, "identity">): readonly string[] =>
  identity === undefined ? [] : [identity];

export const apply = (stacks: readonly string[]): readonly string[] => stacks.map((stack) => `apply ${stack}`);

/** Stacks of a site above its infrastructure, in their order. */
export const aboveInfrastructure = ({ stacks, infrastructure }: RunbookSite): readonly string[] =>
  stacks.filter((stack) => stack !== infrastructure);

/** A token of Terraform's at the secrets server of a site. */
export const vaultToken = (
  { secretsHost, secretsNamespace, secretsServer: { program, variables } }: RunbookFacts,
  site: RunbookSite,
): readonly string[] => [
  `export ${variables}_ADDR=https://${secretsHost}`,
  `export VAULT_TOKEN="$(${program} write -field=token auth/terraform/login role=terraform jwt="$(${kubectl(site, secretsNamespace)} create token terraform --audience secrets)")"`,
];

/** Runs one job of a CronJob now and waits for its end. */
export const runNow = (site: RunbookSite, namespace: string, cronJob: string, job: string): readonly string[] => [
  `${kubectl(site, namespace)} create job ${job} --from=cronjob/${cronJob}`,
  `${kubectl(site, namespace)} wait job/${job} --for=condition=complete --timeout=10m`,
];

/** Nobody writes to these services any more. */
export const stopWriters = ({ writers }: RunbookFacts, site: RunbookSite): readonly string[] => [
  `for namespace in ${writers.join(" ")}; do ${kubectl(site, "$namespace")} scale deployment,statefulset --all --replicas=0; done`,
];

/** Databases of a site stop: the instances stay, and answer nobody. */
export const fenceDatabases = (
  { databaseClusters, databaseNamespace }: RunbookFacts,
  site: RunbookSite,
): readonly string[] =>
  databaseClusters.map(
    (cluster) =>
      `${kubectl(site, databaseNamespace)} annotate cluster.postgresql.cnpg.io ${cluster} 'cnpg.io/fencedInstances=["*"]' --overwrite`,
  );

export const databaseStatus = (
  { databaseClusters, databaseNamespace }: RunbookFacts,
  { context }: RunbookSite,
): readonly string[] =>
  databaseClusters.map(
    (cluster) => `kubectl cnpg status ${cluster} --context ${context} --namespace ${databaseNamespace}`,
  );
