import { databaseCluster, secretsServer } from "../catalog";
import { dumpNames, folderInArchive, snapshotNames } from "../charts";
import { siteId, siteRegion, type Environment, type Site } from "../environments/schema";
import { describe, isDecided, type Plan } from "../language";
import {
  cacheNamespace,
  certificateKeys,
  keyHolders,
  mailHosts,
  placeBuckets,
  presentSites,
  secretsHost,
  servicesFor,
  servingOf,
  signingRegion,
  storageAccountOf,
  storageServer,
  storageAt,
  tenantDatabasesOf,
  tenantIds,
  type PlacedBucket,
} from "../planning/placement";
import type { PeoplesKeys, RunbookBucket, RunbookFacts, RunbookSite } from "../reports/runbooks";
import { clusterLogin, restoreKeys, stackNames, type SynthesizedStack } from "../stacks";
import { busName, comesWithData, objectSampler, replicaComparer, servicesOf } from "../suites";

/** What the runbooks of an environment are written from. */
export function runbookFacts(environment: Environment, plan: Plan, stacks: readonly SynthesizedStack[]): RunbookFacts {
  const serving = servingOf(environment);
  const other = otherSite(environment);
  const clusters = Object.keys(plan.databases);
  const site = (of: Site): RunbookSite => siteFacts(environment, of, stacks, clusters);
  const keys = stackNames.keys(environment);
  const identity = stackNames.identity(environment);
  const { region } = plan.recovery.failures;
  return {
    environment: environment.name,
    customer: environment.tenancy.customer,
    domain: environment.tenancy.domain,
    tier: plan.recovery.tier,
    page: `environments/${environment.name}.ts`,
    serving: site(serving.site),
    ...(other === undefined ? {} : { other: { kind: other.kind, site: site(other.site) } }),
    primaryServes: siteId(serving.site) === siteId(environment.site),
    keys: stacks.some(({ name }) => name === keys) ? keys : undefined,
    dns: stackNames.dns(environment),
    trust: stackNames.trust(environment),
    identity: stacks.some(({ name }) => name === identity) ? identity : undefined,
    secretsHost: secretsHost(environment),
    databaseClusters: clusters,
    databaseNamespace: databaseCluster.namespace,
    ...secretsOf(environment),
    writers: Object.entries(plan.namespaces).flatMap(([name, { zone }]) => (zone === "services" ? [name] : [])),
    protocol: environment.site.kind === "azure" ? "azure-blob" : "s3",
    buckets: bucketsOf(environment),
    ...(servicesOf(environment).some(({ workloads }) => replicaComparer in workloads)
      ? { replicaLooks: { draws: objectSampler, compares: replicaComparer } }
      : {}),
    generated: generatedBy(environment),
    ...signingOf(environment),
    ...shownKeysOf(environment),
    ...dumpsOf(environment, plan),
    ...journalOf(environment),
    snapshotJobs: snapshotNames.jobs,
    snapshotPrefix: snapshotNames.prefix,
    secretsDrill: { job: snapshotNames.drill, everyDays: plan.secretsDrill.every.value },
    steps: Object.entries(region.steps).map(([step, number]) => ({
      step,
      takes: isDecided(number) ? describe(number) : "nobody knows how long",
    })),
    loss: Object.entries(region.loss).map(([store, number]) => ({
      store,
      lost: isDecided(number) ? `${describe(number)} of work lost` : `loss unknown: ${number.because}`,
    })),
    ...onBoardingOf(environment, stacks),
  };
}

function secretsOf({ parts }: Environment): Pick<RunbookFacts, "secretsNamespace" | "secretsServer"> {
  const { footprint, program } = secretsServer(parts.secrets);
  const { namespace, title, component } = footprint;
  return {
    secretsNamespace: namespace,
    secretsServer: { title, name: component, program: program.name, variables: program.variables },
  };
}

/** The keys that sign mail stand with the customer's other keys, or with those of each tenant. */
function signingOf(environment: Environment): Pick<RunbookFacts, "signing"> {
  const selectors = servicesOf(environment).flatMap(({ needs }) => needs.dkim?.selectors ?? []);
  if (selectors.length === 0) return {};
  switch (environment.tenancy.kind) {
    case "dedicated":
      return { signing: { selectors, keysIn: { kind: "stack", name: stackNames.trust(environment) } } };
    case "shared":
      return { signing: { selectors, keysIn: { kind: "tenants", prefix: stackNames.tenant(environment, "") } } };
  }
}

/** The keys of the certificate that is shown where mail arrives, for the customer or for all tenants. */
function shownKeysOf(environment: Environment): Pick<RunbookFacts, "shownKeys"> {
  const [found] = servicesFor(environment, undefined).flatMap((service) => {
    const keys = certificateKeys(environment, service);
    return keys.length === 0
      ? []
      : mailHosts(environment, service).map((host) => ({ namespace: service.name, host, keys }));
  });
  return found === undefined ? {} : { shownKeys: found };
}

/** The journal that a service keeps, and the keys with which people read it; tenants' journals have none. */
function journalOf(environment: Environment): Pick<RunbookFacts, "journal"> {
  const [found] = servicesOf(environment).flatMap(({ name: service, needs }) =>
    Object.entries(needs.buckets ?? {}).flatMap(([bucket, { written }]) =>
      written === undefined || written === "record" ? [] : [{ service, bucket, days: written.kept.value }],
    ),
  );
  if (found === undefined) return {};
  switch (environment.tenancy.kind) {
    case "dedicated":
      return { journal: { ...found, keys: peoplesKeys(environment) } };
    case "shared":
      return { journal: { ...found, keys: undefined } };
  }
}

/** Dumps of tenants' databases, told by the first tenant that has one where there are many. */
function dumpsOf(environment: Environment, { dumps }: Plan): Pick<RunbookFacts, "dumps"> {
  const [example] = keyHolders(environment).flatMap((tenant) => tenantDatabasesOf(environment, tenant));
  if (dumps === undefined || example === undefined) return {};
  return {
    dumps: {
      ...dumpNames,
      tenant: example.tenant,
      database: example.name,
      job: dumpNames.job(example.name),
      everyDays: dumps.every.value,
      policies: [restoreKeys.policy, `tenant-${example.tenant}`],
      leaving: leavingOf(environment),
      keys: peoplesKeys(environment),
    },
  };
}

/** By what a tenant's key goes in the end. */
function leavingOf({ name, tenancy }: Environment): string {
  switch (tenancy.kind) {
    case "dedicated":
      return "An environment of one customer ends as a whole; its key goes first.";
    case "shared":
      return `\`npx bestek retire ${name} tenant <id>\` writes all the steps of leaving, and its last one does the same; by hand it is this, and the stack of the tenant must not be applied afterwards.`;
  }
}

const peoplesKeys = ({ parts }: Environment): PeoplesKeys => ({
  who: `sign in to the secrets server as somebody with the policy ${restoreKeys.policy}`,
  program: secretsServer(parts.secrets).program.name,
  mount: restoreKeys.mount,
  path: restoreKeys.path,
});

/** What one more tenant is made of, told by the one that comes first. */
function onBoardingOf(environment: Environment, stacks: readonly SynthesizedStack[]): Pick<RunbookFacts, "onBoarding"> {
  const [example] = tenantIds(environment);
  if (example === undefined) return {};
  const services = servicesOf(environment);
  const own = stackNames.tenant(environment, example);
  const between = services.filter(({ tenancy, name }) => tenancy === "between-tenants" || name === busName);
  const carried = presentSites(environment).flatMap((site) =>
    [
      ...(between.some(comesWithData) ? ["data"] : []),
      ...(between.some((service) => !comesWithData(service)) ? ["application"] : []),
    ].map((layer) => `${environment.name}-${layer}-${siteId(site)}`),
  );
  const charging = services.some(({ needs }) => needs.accounts !== undefined);
  return {
    onBoarding: {
      stacks: stacks
        .map(({ name }) => name)
        .filter((name) => name === own || name.startsWith(`${own}-`))
        .map((name) => name.replace(own, stackNames.tenant(environment, "$tenant"))),
      services: services
        .filter(({ tenancy }) => tenancy === "instance-per-tenant")
        .map(({ name, title, needs }) => ({
          name,
          title,
          gets: [
            ...(needs.database === undefined ? [] : ["a database and a role of its own"]),
            ...Object.keys(needs.buckets ?? {}).map((bucket) => `a bucket for ${bucket}, with keys of its own`),
            ...(needs.cache === undefined ? [] : ["a cache"]),
            ...(needs.oidc === undefined ? [] : ["a client in its realm"]),
            ...(needs.bus === undefined ? [] : ["topics in its account on the bus"]),
          ],
        })),
      listing: between.map(({ title }) => title),
      listingStacks: carried.filter((name) => stacks.some((stack) => stack.name === name)),
      meters: charging
        ? services.flatMap(({ meters }) => meters ?? []).map(({ title, unit }) => `${title} (${unit})`)
        : [],
    },
  };
}

function otherSite(environment: Environment): { readonly kind: "follows" | "lost"; readonly site: Site } | undefined {
  const serving = servingOf(environment);
  switch (serving.kind) {
    case "alone":
      return undefined;
    case "followed":
      return { kind: "follows", site: serving.follower };
    case "survivor":
      return { kind: "lost", site: serving.lost };
  }
}

function siteFacts(
  environment: Environment,
  site: Site,
  stacks: readonly SynthesizedStack[],
  clusters: readonly string[],
): RunbookSite {
  const id = siteId(site);
  const archive = placeBuckets(environment).find((bucket) => bucket.site === id && bucket.purpose.kind === "archive");
  if (archive === undefined) throw new Error(`site ${id} has no archive`);
  // Buckets inside the cluster have no place of their own: what leaves it goes where the archive stands.
  const storage = storageAt(site) ?? archive.region;
  return {
    id,
    region: siteRegion(site),
    ...loginOf(environment, site),
    stacks: stacks.map(({ name }) => name).filter((name) => name.endsWith(`-${id}`)),
    infrastructure: stackNames.infrastructure(environment, site),
    objects: {
      host: storage.host,
      region: signingRegion(storage),
      addressing: storageServer(storage).addressing,
    },
    archive: {
      bucket: archive.name,
      region: archive.region.name,
      host: archive.region.host,
      signingRegion: signingRegion(archive.region),
      addressing: storageServer(archive.region).addressing,
      ...accountOf(environment, archive),
      folders: Object.fromEntries(clusters.map((cluster) => [cluster, folderInArchive(environment, id, cluster)])),
    },
  };
}

/** A context of kubectl: the customer's own, or one made from what the infrastructure's stack gives out. */
function loginOf(environment: Environment, site: Site): Pick<RunbookSite, "context" | "login"> {
  const login = clusterLogin(environment, site);
  if (login.kind === "context") return { context: login.context, login: [] };
  const name = `${environment.name}-${siteId(site)}`;
  const stack = `cdktf.out/stacks/${stackNames.infrastructure(environment, site)}`;
  return {
    context: name,
    login: [
      `terraform -chdir=${stack} init -input=false`,
      `terraform -chdir=${stack} output -raw cluster_certificate_authority > ${name}.crt`,
      `kubectl config set-cluster ${name} --server="$(terraform -chdir=${stack} output -raw cluster_host)" --certificate-authority=${name}.crt --embed-certs`,
      `kubectl config set-credentials ${name} --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=IfAvailable --exec-command=${login.command} ${login.args.map((argument) => `--exec-arg=${argument}`).join(" ")}`,
      `kubectl config set-context ${name} --cluster=${name} --user=${name}`,
    ],
  };
}

/** Every bucket of a service with its names at both of its places. */
function bucketsOf(environment: Environment): readonly RunbookBucket[] {
  const placed = placeBuckets(environment);
  const found = new Map<string, RunbookBucket>();
  for (const bucket of placed) {
    if (bucket.purpose.kind !== "service") continue;
    const { service, bucket: name } = bucket.purpose;
    const copy = placed.find(({ purpose }) => purpose.kind === "copy" && purpose.of === bucket.name);
    found.set(`${service}/${name}`, {
      service,
      bucket: name,
      names: {
        ...found.get(`${service}/${name}`)?.names,
        [bucket.site]: addressOf(environment, bucket),
        ...(copy === undefined ? {} : { copy: addressOf(environment, copy) }),
      },
    });
  }
  return [...found.values()];
}

function accountOf(
  { name: environment, site }: Environment,
  bucket: PlacedBucket,
): Pick<RunbookSite["archive"], "account"> {
  if (site.kind !== "azure") return {};
  const { name, resourceGroup } = storageAccountOf({ environment, subscription: site.subscription }, bucket);
  return { account: { name, resourceGroup } };
}

function addressOf({ name: environment, site }: Environment, bucket: PlacedBucket): string {
  if (site.kind !== "azure") return bucket.name;
  const account = storageAccountOf({ environment, subscription: site.subscription }, bucket);
  return `https://${account.name}.blob.core.windows.net/${bucket.name}`;
}

const generatedBy = (environment: Environment): RunbookFacts["generated"] =>
  servicesOf(environment).flatMap(({ name, needs, secrets }) => [
    ...(needs.database === undefined
      ? []
      : [{ namespace: databaseCluster.namespace, secret: `database-${name}`, path: `${name}/database` }]),
    ...(needs.cache === undefined
      ? []
      : [{ namespace: cacheNamespace, secret: `${name}-password`, path: `${name}/cache` }]),
    ...Object.keys(secrets).map((secret) => ({ namespace: name, secret, path: `${name}/${secret}` })),
  ]);
