import { z } from "zod";
import type { Stack } from "../../terraform/harness/stack";
import { load, type Attributes } from "../harness/terraform/load";
import { eventually } from "../harness/until";
import type { Client } from "./client";
import { vaultKinds } from "./kinds";
import { loginReplacements, type Servers } from "./servers";
import type { FirstRole } from "./release";
import type { Role, Subject } from "./subject";
import type { Account, TokenReview } from "./token-review";

/** Servers that hold what one environment's stacks say, and the cluster whose accounts may enter. */
export interface Platform {
  readonly subject: Subject;
  readonly servers: Servers;
  readonly review: TokenReview;
  /** Roles that the servers made by themselves. */
  readonly firstRoles: readonly FirstRole[];
  /** The leader, as whoever applies the stacks. */
  readonly terraform: () => Promise<Client>;
  /** The leader, as a pod with this role. */
  readonly enter: (role: Pick<Role, "name" | "namespace" | "account" | "audience">) => Promise<Client>;
  /** Shows a token of `account` at a role's door, by default one of the login of pods. */
  readonly knock: (role: string, account: Account, mount?: string) => ReturnType<Client["ask"]>;
  readonly apply: (stack: Stack) => Promise<void>;
  /** What was last known of each block that was applied, by its address. */
  readonly known: ReadonlyMap<string, Attributes>;
}

/** Elsewhere stands what clouds and the identity server make. */
const elsewhere = ["ovh", "aws", "azurerm", "keycloak"];

/** Seconds after which a refusal is believed of somebody who ought to be let in. */
const patience = 20;

const childSchema = z.object({ client_token: z.string() });

export function platformOf(
  subject: Subject,
  firstRoles: readonly FirstRole[],
  servers: Servers,
  review: TokenReview,
  authority: string,
): Platform {
  const known = new Map<string, Attributes>();
  const knock = async (mount: string, role: string, account: Account) =>
    (await servers.leader()).ask("POST", `auth/${mount}/login`, { role, jwt: review.tokenOf(account) });
  const enter = async (mount: string, role: string, account: Account): Promise<Client> => {
    // On a machine with more to do than it can, whose token it is may be answered too late, which reads as a refusal.
    const { auth, errors } = await eventually(
      () => knock(mount, role, account),
      (answer) => answer.auth !== null && answer.auth !== undefined,
      patience,
    );
    if (auth === null || auth === undefined) throw new Error(`role ${role} lets nobody in: ${errors.join("; ")}`);
    return (await servers.leader()).as(auth.client_token);
  };
  const terraform = async (): Promise<Client> => {
    const role = firstRoles.find(({ name }) => name === "terraform");
    if (role === undefined) throw new Error("the first start lets nobody in who could apply the stacks");
    const { mount, name, namespace, account, audience } = role;
    const login = await enter(mount, name, { namespace, name: account, audience });
    // The provider works with a child of its token.
    const { auth } = await login.ask("POST", "auth/token/create", { ttl: "20m", display_name: "terraform" });
    return login.as(childSchema.parse(auth).client_token);
  };
  return {
    subject,
    servers,
    review,
    firstRoles,
    terraform,
    enter: ({ name, namespace, account, audience }) =>
      enter("kubernetes", name, { namespace, name: account, audience }),
    knock: (role, account, mount = "kubernetes") => knock(mount, role, account),
    known,
    apply: async (stack) => {
      const applied = await load(askingHere(stack, review, authority), {
        kinds: vaultKinds(await terraform()),
        elsewhere,
      });
      for (const [address, attributes] of applied) known.set(address, attributes);
    },
  };
}

/** The stack with its login asking the stand-in in place of the cluster's API. */
function askingHere(stack: Stack, review: TokenReview, authority: string): Stack {
  const type = "vault_kubernetes_auth_backend_config";
  const configurations = Object.entries(stack.resource[type] ?? {}).map(
    ([name, block]) => [name, { ...block, ...loginReplacements(review, authority) }] as const,
  );
  return configurations.length === 0
    ? stack
    : { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(configurations) } };
}
