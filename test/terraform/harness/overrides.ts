import { join } from "node:path";
import { ownStateKey, stateKey, type Stack } from "./stack";

/** Content of a file `*override.tf.json`; such files stand beside a stack under test and never in the product. */
export type Overrides = Readonly<Record<string, unknown>>;

/**
 * Takes the versions of providers that are at hand, by the name that the stack gives them. Nothing else: the core overlooks unknown
 * arguments of whatever an override names, so a stack is validated with these alone.
 */
export const versionOverrides = ({ terraform }: Stack, versions: Readonly<Record<string, string>>): Overrides => ({
  terraform: {
    required_providers: mapValues(terraform.required_providers, ({ source, version }, name) => ({
      source,
      version: versions[name] ?? version,
    })),
  },
});

/** Keeps the stack's state in a folder, and finds there the states that it reads. */
export function stateOverrides(stack: Stack, states: string): Overrides {
  const backend = { terraform: { backend: { local: { path: join(states, ownStateKey(stack)) } } } };
  const remote = stack.data["terraform_remote_state"];
  if (remote === undefined) return backend;
  const local = mapValues(remote, ({ config }) => ({
    backend: "local",
    config: { path: join(states, stateKey(config)) },
  }));
  return { ...backend, data: { terraform_remote_state: local } };
}

/** Gives leave to destroy what the product protects. */
export const releaseOverrides = ({
  resource,
}: {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}): Overrides =>
  Object.keys(resource).length === 0
    ? {}
    : {
        resource: mapValues(resource, (ofType) => mapValues(ofType, () => ({ lifecycle: { prevent_destroy: false } }))),
      };

const mapValues = <V, W>(
  values: Readonly<Record<string, V>>,
  change: (value: V, name: string) => W,
): Readonly<Record<string, W>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
