import { join } from "node:path";
import { z } from "zod";
import type { Facts, KubernetesFact } from "../../../audit/facts";
import { readStack, type Stack } from "../../terraform/harness/stack";
import { sampleTenants } from "../../terraform/harness/tenants";
import { synthesizedFacts, synthesizedFolder } from "../harness/synthesized";
import { openbaoReleaseIn, type OpenbaoRelease } from "./release";

/** A role at the login of pods, in the stack that makes it. */
export interface Role {
  readonly name: string;
  readonly namespace: string;
  readonly account: string;
  readonly audience: string;
  readonly policies: readonly string[];
  /** Seconds for which its token lives at most. */
  readonly lifetime: number;
  /** Whose it is; undefined for the platform's own. */
  readonly tenant?: string;
}

/** What a namespace asks of the secrets server, by its own objects. */
export interface Needs {
  readonly namespace: string;
  readonly role: string;
  readonly account: string;
  readonly audience: string;
  /** Paths of secrets, with the mount. */
  readonly reads: readonly string[];
  readonly makes: readonly string[];
  /** Whole paths at which it is given keys that may leave. */
  readonly givenOut: readonly string[];
}

/** A certificate that somebody inside the cluster asks for. */
export interface AskedCertificate {
  readonly name: string;
  readonly names: readonly string[];
  readonly mount: string;
  readonly role: string;
}

/** One environment, as far as its secrets go. */
export interface Subject {
  readonly environment: string;
  /** Undefined where it is another product's. */
  readonly release: OpenbaoRelease | undefined;
  /** In the order in which they are applied, by name. */
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly tenants: readonly string[];
  readonly roles: readonly Role[];
  readonly needs: readonly Needs[];
  readonly certificates: readonly AskedCertificate[];
}

const isOfVault = ({ resource }: Stack): boolean => Object.keys(resource).some((type) => type.startsWith("vault_"));

/** Reads it from what was synthesized; of many tenants, three. */
export function subjectOf(environment: string): Subject {
  const facts = synthesizedFacts(environment);
  const folder = join(synthesizedFolder(environment), "cdktf.out/stacks");
  const all = [...new Set(Object.values(facts.terraform).map(({ stack }) => stack))]
    .sort()
    .map((name) => ({ name, folder: join(folder, name), after: [] }));
  const every = Object.keys(facts.plan.tenancy?.tenants ?? {});
  const { applied, tenants } = sampleTenants({ name: environment, tenants: every, stacks: all });
  const read = applied.map((stack) => [stack.name, readStack(stack.folder)] as const);
  const trustFirst = (name: string): number => (name === `${environment}-trust` ? 0 : 1);
  const stacks = new Map(
    read.filter(([, stack]) => isOfVault(stack)).sort(([a], [b]) => trustFirst(a) - trustFirst(b)),
  );
  const [release] = read.flatMap(([, stack]) => openbaoReleaseIn(stack) ?? []);
  const left = every.filter((tenant) => !tenants.includes(tenant));
  const isLeft = (name: string): boolean => left.some((tenant) => name.startsWith(`${tenant}-`));
  return {
    environment,
    release,
    stacks,
    tenants,
    roles: [...stacks].flatMap(([name, stack]) => rolesIn(stack, tenantOf(environment, name, tenants))),
    needs: needsIn(facts).filter(({ namespace }) => !isLeft(namespace)),
    certificates: certificatesIn(facts).filter(
      ({ name }, index, asked) => !isLeft(name) && asked.findIndex((one) => one.name === name) === index,
    ),
  };
}

const tenantOf = (environment: string, stack: string, tenants: readonly string[]): string | undefined =>
  tenants.find((tenant) => stack === `${environment}-tenant-${tenant}`);

const roleSchema = z.looseObject({
  role_name: z.string(),
  bound_service_account_names: z.tuple([z.string()]),
  bound_service_account_namespaces: z.tuple([z.string()]),
  audience: z.string(),
  token_policies: z.tuple([z.string()]),
  token_max_ttl: z.number(),
});

function rolesIn({ resource }: Stack, tenant: string | undefined): readonly Role[] {
  return Object.values(resource["vault_kubernetes_auth_backend_role"] ?? {}).map((block) => {
    const role = roleSchema.parse(block);
    const policy = /^\$\{vault_policy\.(.+)\.name\}$/.exec(role.token_policies[0])?.[1] ?? "";
    const { name } = z.looseObject({ name: z.string() }).parse(resource["vault_policy"]?.[policy]);
    return {
      name: role.role_name,
      account: role.bound_service_account_names[0],
      namespace: role.bound_service_account_namespaces[0],
      audience: role.audience,
      policies: [name],
      lifetime: role.token_max_ttl,
      ...(tenant === undefined ? {} : { tenant }),
    };
  });
}

const remote = z.looseObject({ remoteRef: z.looseObject({ key: z.string() }) });
const loginSchema = z.looseObject({
  kubernetes: z.looseObject({
    role: z.string(),
    serviceAccountRef: z.looseObject({ name: z.string(), audiences: z.tuple([z.string()]) }),
  }),
});
const storeSchema = z.looseObject({
  spec: z.looseObject({ provider: z.looseObject({ vault: z.looseObject({ path: z.string(), auth: loginSchema }) }) }),
});
const fetchSchema = z.looseObject({ spec: z.looseObject({ data: z.array(remote).default([]) }) });
const pushSchema = z.looseObject({
  spec: z.looseObject({
    data: z.array(z.looseObject({ match: z.looseObject({ remoteRef: z.looseObject({ remoteKey: z.string() }) }) })),
  }),
});

const generatorSchema = z.looseObject({
  spec: z.looseObject({ path: z.string(), provider: z.looseObject({ auth: loginSchema }) }),
});

const objectsOf = ({ kubernetes }: Facts, kind: string): readonly KubernetesFact[] =>
  Object.values(kubernetes).filter((fact) => fact.kind === kind);

/** What each role is asked for: by a namespace's store, or by generators, of which some have roles of their own. */
function needsIn(facts: Facts): readonly Needs[] {
  const stores = objectsOf(facts, "SecretStore").map(({ namespace = "", object }) => ({
    namespace,
    ...storeSchema.parse(object).spec.provider.vault,
  }));
  const generators = objectsOf(facts, "VaultDynamicSecret").map(({ namespace = "", object }) => {
    const { path, provider } = generatorSchema.parse(object).spec;
    return { namespace, path, auth: provider.auth };
  });
  const givenTo = (role: string): readonly string[] => [
    ...new Set(generators.flatMap(({ path, auth }) => (auth.kubernetes.role === role ? [path] : []))),
  ];
  const asked = [...new Map(stores.map((store) => [store.namespace, store])).values()].map(
    ({ namespace, path, auth }): Needs => {
      const of = (kind: string): readonly KubernetesFact[] =>
        objectsOf(facts, kind).filter((fact) => fact.namespace === namespace);
      const reads = of("ExternalSecret").flatMap(({ object }) =>
        fetchSchema.parse(object).spec.data.map(({ remoteRef }) => `${path}/data/${remoteRef.key}`),
      );
      const makes = of("PushSecret").flatMap(({ object }) =>
        pushSchema.parse(object).spec.data.map(({ match }) => `${path}/data/${match.remoteRef.remoteKey}`),
      );
      return {
        namespace,
        ...doorOf(auth),
        reads: [...new Set(reads)],
        givenOut: givenTo(auth.kubernetes.role),
        makes: [...new Set(makes)],
      };
    },
  );
  const known = new Set(asked.map(({ role }) => role));
  const given = new Map(
    generators
      .filter(({ auth }) => !known.has(auth.kubernetes.role))
      .map(({ namespace, auth }): readonly [string, Needs] => [
        auth.kubernetes.role,
        { namespace, ...doorOf(auth), reads: [], makes: [], givenOut: givenTo(auth.kubernetes.role) },
      ]),
  );
  return [...asked, ...given.values()];
}

const doorOf = ({ kubernetes }: z.infer<typeof loginSchema>): Pick<Needs, "role" | "account" | "audience"> => ({
  role: kubernetes.role,
  account: kubernetes.serviceAccountRef.name,
  audience: kubernetes.serviceAccountRef.audiences[0],
});

const issuerSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ vault: z.looseObject({ path: z.string() }) }),
});
const certificateSchema = z.looseObject({
  spec: z.looseObject({ dnsNames: z.array(z.string()).default([]), issuerRef: z.looseObject({ name: z.string() }) }),
});

function certificatesIn(facts: Facts): readonly AskedCertificate[] {
  const issuers = objectsOf(facts, "ClusterIssuer").flatMap(({ object }) => issuerSchema.safeParse(object).data ?? []);
  return objectsOf(facts, "Certificate").flatMap(({ namespace = "", name, object }) => {
    const { spec } = certificateSchema.parse(object);
    const issuer = issuers.find(({ metadata }) => metadata.name === spec.issuerRef.name);
    const [mount, , role] = issuer?.spec.vault.path.split("/") ?? [];
    return mount === undefined || role === undefined
      ? []
      : [{ name: `${namespace}/${name}`, names: spec.dnsNames, mount, role }];
  });
}
