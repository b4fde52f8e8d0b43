import { z } from "zod";
import type { Stack } from "../../terraform/harness/stack";
import { load } from "../harness/terraform/load";
import { keycloakKinds } from "./realm-kinds";
import type { Server } from "./server";
import type { SynthesizedRealm } from "./synthesized-realms";

const clientSchema = z.looseObject({
  client_id: z.string(),
  access_type: z.enum(["PUBLIC", "CONFIDENTIAL"]),
  standard_flow_enabled: z.boolean(),
  consent_required: z.boolean().default(false),
  pkce_code_challenge_method: z.string().optional(),
  extra_config: z.record(z.string(), z.string()).default({}),
  valid_redirect_uris: z.array(z.string()).default([]),
});

/** What signs people in, as its stack states it. */
export interface SignInClient {
  readonly id: string;
  readonly isPublic: boolean;
  readonly asksConsent: boolean;
  /** Its stack gives a reason for which it proves nothing. */
  readonly isExcepted: boolean;
  readonly redirects: readonly string[];
}

/** A realm that the server holds. */
export interface LoadedRealm {
  readonly name: string;
  readonly server: Server;
  /** What people call the server. */
  readonly origin: string;
  readonly clients: readonly SignInClient[];
  /** Wrong passwords in a row that its stack takes from anybody, and milliseconds between two that don't count as a machine's. */
  readonly failures: number;
  readonly unhurried: number;
}

/** What the server is not told: clouds and the secrets server are elsewhere. */
const elsewhere = ["vault", "aws", "azurerm", "ovh"];

const realmSchema = z.looseObject({
  realm: z.string(),
  security_defenses: z.looseObject({
    brute_force_detection: z.looseObject({
      max_login_failures: z.number(),
      quick_login_check_milli_seconds: z.number(),
    }),
  }),
});

export type Change = (stack: Stack) => Stack;

/**
 * Loads what a stack says under a name that no other realm has. What is expected of it stays what the stack says before the change.
 */
export async function loadRealm(
  server: Server,
  { stack, origin }: SynthesizedRealm,
  { as, change = (same) => same }: { readonly as?: string; readonly change?: Change } = {},
): Promise<LoadedRealm> {
  const stated = realmSchema.parse(Object.values(stack.resource["keycloak_realm"] ?? {})[0]);
  const name = as ?? stated.realm;
  const renamed = changed(change(stack), "keycloak_realm", (block) => ({ ...block, realm: name }));
  await load(renamed, { kinds: keycloakKinds(server.admin), elsewhere });
  const { max_login_failures: failures, quick_login_check_milli_seconds: unhurried } =
    stated.security_defenses.brute_force_detection;
  return {
    name,
    server,
    origin,
    failures,
    unhurried,
    clients: Object.values(stack.resource["keycloak_openid_client"] ?? {})
      .map((block) => clientSchema.parse(block))
      .filter(({ standard_flow_enabled: signsIn }) => signsIn)
      .map((client) => ({
        id: client.client_id,
        isPublic: client.access_type === "PUBLIC",
        asksConsent: client.consent_required,
        isExcepted: "bestek.eu/exception-proof-key" in client.extra_config,
        redirects: client.valid_redirect_uris,
      })),
  };
}

type Block = Stack["resource"][string][string];

/** The stack with each resource of a type changed; one that is changed to nothing is left out. */
export function changed(stack: Stack, type: string, change: (block: Block) => Block | undefined): Stack {
  const blocks = Object.entries(stack.resource[type] ?? {}).flatMap(([name, block]) => {
    const after = change(block);
    return after === undefined ? [] : [[name, after] as const];
  });
  return { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(blocks) } };
}
