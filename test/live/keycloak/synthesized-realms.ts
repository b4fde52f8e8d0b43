import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readStack, type Stack } from "../../terraform/harness/stack";
import {
  synthesizedEnvironments,
  synthesizedFolder,
  synthesizedFolders,
  synthesizedSites,
} from "../harness/synthesized";
import { gatewayPolicySchema, type GatewayPolicy } from "./gateway-policy";

/** One realm as it was synthesized. */
export interface SynthesizedRealm {
  readonly environment: string;
  /** Undefined for the platform's own, or the one customer's. */
  readonly tenant: string | undefined;
  readonly stack: Stack;
  /** What people call the identity server, by its own workload. */
  readonly origin: string;
  /** What the gateway is told of the routes behind this realm's sign-in. */
  readonly policies: readonly GatewayPolicy[];
}

/** Of a shared environment. */
export type TenantRealm = SynthesizedRealm & { readonly tenant: string };

/** Tenants of one environment that are loaded: two make a door that one of them must find shut. */
const tenantsLoaded = 2;

const stacksOf = (environment: string): string => join(synthesizedFolder(environment), "cdktf.out/stacks");
const hasRealm = (stack: Stack): boolean => Object.keys(stack.resource["keycloak_realm"] ?? {}).length > 0;

/** Whether people sign in at Keycloak; another product is not run, and whose it is gets told. */
function hasOwnRealm(environment: string): boolean {
  const has = existsSync(join(stacksOf(environment), `${environment}-identity`));
  if (!has) process.stderr.write(`\n${environment} has no realm of Keycloak: its identity server is not run\n`);
  return has;
}

const tenantsOf = (environment: string): readonly string[] =>
  readdirSync(stacksOf(environment))
    .filter(
      (name) => name.startsWith(`${environment}-tenant-`) && hasRealm(readStack(join(stacksOf(environment), name))),
    )
    .map((name) => name.slice(`${environment}-tenant-`.length))
    .sort();

/** The platforms' own realms, and of the smallest shared one those of two tenants. */
export function synthesizedRealms(): {
  readonly platforms: readonly SynthesizedRealm[];
  readonly tenants: readonly TenantRealm[];
} {
  const environments = synthesizedEnvironments()
    .filter(hasOwnRealm)
    .map((name) => ({ name, tenants: tenantsOf(name) }));
  const [shared] = environments
    .filter(({ tenants }) => tenants.length >= tenantsLoaded)
    .sort((a, b) => a.tenants.length - b.tenants.length);
  const chosen = shared?.tenants.slice(0, tenantsLoaded) ?? [];
  return {
    // A second shared one would bring the program that counts accounts again.
    platforms: environments
      .filter((one) => one.tenants.length === 0 || one === shared)
      .map(({ name, tenants }) => realmOf(name, undefined, tenants)),
    tenants: chosen.map((tenant) => ({ ...realmOf(shared?.name ?? "", tenant, shared?.tenants ?? []), tenant })),
  };
}

/** A policy by which people sign in; others let pass by address. */
const signInSchema = z.looseObject({ spec: z.looseObject({ oidc: z.looseObject({}) }) });

function realmOf(environment: string, tenant: string | undefined, tenants: readonly string[]): SynthesizedRealm {
  const name = tenant === undefined ? `${environment}-identity` : `${environment}-tenant-${tenant}`;
  const policies = objectsOf(environment, /^securitypolicy-/)
    .filter((object) => signInSchema.safeParse(object).success)
    .map((object) => gatewayPolicySchema.parse(object));
  // By the namespace, for the issuer is what is judged; ids may begin alike.
  const byLength = [...tenants].sort((a, b) => b.length - a.length);
  const ownerOf = ({ metadata: { namespace } }: GatewayPolicy): string | undefined =>
    byLength.find((one) => namespace.startsWith(`${one}-`));
  return {
    environment,
    tenant,
    stack: readStack(join(stacksOf(environment), name)),
    origin: originOf(environment),
    policies: policies.filter((policy) => ownerOf(policy) === tenant),
  };
}

/** Objects of the first site with an identity server, whose file is called so. */
function objectsOf(environment: string, called: RegExp): readonly unknown[] {
  const [site = ""] = synthesizedSites(environment).filter((one) =>
    existsSync(join(chartsOf(environment, one), "identity")),
  );
  const charts = chartsOf(environment, site);
  return readdirSync(charts).flatMap((chart) => {
    const folder = join(charts, chart, "objects");
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => called.test(file))
      .map((file): unknown => parse(readFileSync(join(folder, file), "utf8")));
  });
}

const chartsOf = (environment: string, site: string): string =>
  join(synthesizedFolders(environment).output, "charts", site);

const workloadSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
          }),
        ),
      }),
    }),
  }),
});

function originOf(environment: string): string {
  const variables = objectsOf(environment, /^statefulset-identity-keycloak/).flatMap((object) =>
    workloadSchema.parse(object).spec.template.spec.containers.flatMap(({ env }) => env),
  );
  const origin = variables.find(({ name }) => name === "KC_HOSTNAME")?.value;
  if (origin === undefined) throw new Error(`${environment}: no workload says what its identity server is called`);
  return origin;
}
