import { Document, Scalar } from "yaml";

/** What stands in a blueprint: plain values, and what authentik looks up when it applies it. */
export type BlueprintValue = string | number | boolean | Scalar | readonly BlueprintValue[] | BlueprintMap;

interface BlueprintMap {
  readonly [key: string]: BlueprintValue;
}

/** An object that authentik is to hold (docs.goauthentik.io, blueprints, file structure): found by its identifiers, and given the rest. */
export interface Entry {
  readonly model: string;
  /** Name under which other entries refer to it. */
  readonly id?: string;
  readonly identifiers: BlueprintMap;
  readonly attrs: BlueprintMap;
}

const tagged = (tag: string, value: string): Scalar => {
  const scalar = new Scalar(value);
  scalar.tag = tag;
  return scalar;
};

/** Another entry of the same blueprint. */
export const keyOf = (id: string): Scalar => tagged("!KeyOf", id);

/** Value of an environment variable of the worker. */
export const env = (variable: string): Scalar => tagged("!Env", variable);

/** Content of a file of the worker. */
export const file = (path: string): Scalar => tagged("!File", path);

export interface Blueprint {
  readonly name: string;
  /** What is said of it besides; authentik keeps it and does nothing with it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
}

/** A blueprint as the file that authentik reads; entries are applied in their order. */
export const writeBlueprint = ({ name, labels, entries }: Blueprint): string =>
  new Document({ version: 1, metadata: { name, labels }, entries }, { aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
