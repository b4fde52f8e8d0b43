import { TerraformResource, type TerraformStack } from "cdktf";

/** What happened to an environment's resources before this synthesis. */
export interface StackHistory {
  /** Resources that were renamed within their stack, oldest first. */
  readonly moves: readonly { readonly stack: string; readonly from: string; readonly to: string }[];
  /** Resources, `<stack>:<address>`, that were retired: they may be destroyed now. */
  readonly released: readonly string[];
}

/** Arguments that keep a resource from being destroyed, and the value that lets it go. */
const guards: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  vault_transit_secret_backend_key: { deletion_allowed: true },
  keycloak_realm: { terraform_deletion_protection: false },
};

/** Tells Terraform what was renamed, and takes the guards off what was retired and still stands; what is gone from a stack has none. */
export function applyHistory(stacks: readonly TerraformStack[], { moves, released }: StackHistory): void {
  for (const stack of stacks) {
    const own = moves.filter((move) => move.stack === stack.node.id).map(({ from, to }) => ({ from, to }));
    if (own.length > 0) stack.addOverride("moved", own);
    const gone = released.filter((entry) => entry.startsWith(`${stack.node.id}:`));
    const standing = gone.length === 0 ? new Set() : addressesOf(stack);
    for (const id of gone) {
      const address = id.slice(stack.node.id.length + 1);
      if (standing.has(address)) release(stack, address);
    }
  }
}

const addressesOf = (stack: TerraformStack): ReadonlySet<string> =>
  new Set(
    stack.node
      .findAll()
      .flatMap((node) =>
        node instanceof TerraformResource ? [`${node.terraformResourceType}.${node.friendlyUniqueId}`] : [],
      ),
  );

function release(stack: TerraformStack, address: string): void {
  stack.addOverride(`resource.${address}.lifecycle.prevent_destroy`, false);
  const type = address.split(".", 1)[0] ?? "";
  for (const [argument, value] of Object.entries(guards[type] ?? {})) {
    stack.addOverride(`resource.${address}.${argument}`, value);
  }
}
