import { z } from "zod";
import type { Stack } from "../../terraform/harness/stack";

const valuesSchema = z.looseObject({
  server: z.looseObject({
    ha: z.looseObject({
      replicas: z.number(),
      raft: z.looseObject({ config: z.string(), setNodeId: z.literal(true) }),
    }),
    extraInitContainers: z.tuple([
      z.looseObject({
        command: z.tuple([z.literal("/bin/sh"), z.literal("-ec"), z.string()]),
        env: z.array(z.looseObject({ name: z.string() })),
      }),
    ]),
    extraArgs: z.string(),
  }),
  extraObjects: z.array(
    z.looseObject({
      kind: z.string(),
      metadata: z.looseObject({ name: z.string() }),
      data: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** A role that the servers make by themselves. */
export interface FirstRole {
  readonly mount: string;
  readonly name: string;
  readonly namespace: string;
  readonly account: string;
  readonly audience: string;
}

/** What OpenBao's release says of its servers. */
export interface OpenbaoRelease {
  readonly replicas: number;
  /** The servers' configuration, JSON. */
  readonly configuration: string;
  /** Script that prepares what depends on the pod. */
  readonly preparation: string;
  /** Variables that the script reads. */
  readonly variables: readonly string[];
  readonly extraArguments: string;
  /** Requests of the first start, JSON. */
  readonly initialization: string;
  /** Roles that these make, at the login that they open. */
  readonly firstRoles: readonly FirstRole[];
}

const releaseSchema = z.looseObject({ chart: z.string(), values: z.tuple([z.string()]) });

/** Reads it from a stack of operators; undefined where the stack installs another product. */
export function openbaoReleaseIn({ resource }: Stack): OpenbaoRelease | undefined {
  for (const block of Object.values(resource["helm_release"] ?? {})) {
    const release = releaseSchema.safeParse(block);
    if (!release.success || release.data.chart !== "openbao") continue;
    const { server, extraObjects } = valuesSchema.parse(JSON.parse(release.data.values[0]));
    const initialization = extraObjects.flatMap(({ data }) => data?.["initialize.json"] ?? []);
    const [requests] = initialization;
    if (requests === undefined) throw new Error("the release brings no requests of the first start");
    const [preparation] = server.extraInitContainers;
    return {
      replicas: server.ha.replicas,
      configuration: server.ha.raft.config,
      preparation: preparation.command[2],
      variables: preparation.env.map(({ name }) => name),
      extraArguments: server.extraArgs,
      initialization: requests,
      firstRoles: firstRolesIn(requests),
    };
  }
  return undefined;
}

const requestSchema = z.looseObject({ path: z.string(), data: z.unknown() });
const requestsSchema = z.object({
  initialize: z.array(z.record(z.string(), z.object({ request: z.array(z.record(z.string(), requestSchema)) }))),
});

const firstRoleSchema = z.looseObject({
  bound_service_account_names: z.tuple([z.string()]),
  bound_service_account_namespaces: z.tuple([z.string()]),
  audience: z.string(),
});

const firstRolesIn = (initialization: string): readonly FirstRole[] =>
  requestsSchema
    .parse(JSON.parse(initialization))
    .initialize.flatMap((stage) => Object.values(stage))
    .flatMap(({ request }) => request)
    .flatMap((request) => Object.values(request))
    .flatMap(({ path, data }) => {
      const [, mount, name] = /^auth\/([^/]+)\/role\/([^/]+)$/.exec(path) ?? [];
      if (mount === undefined || name === undefined) return [];
      const role = firstRoleSchema.parse(data);
      const [[account], [namespace]] = [role.bound_service_account_names, role.bound_service_account_namespaces];
      return [{ mount, name, namespace, account, audience: role.audience }];
    });
