/** What an expression of Terraform refers to. */
export type Reference =
  | { readonly kind: "block"; readonly address: string }
  /** An output of another stack, through its state. */
  | { readonly kind: "stack-output"; readonly output: string };

const stateOutput = /data\.terraform_remote_state\.[\w-]+\.outputs(?:\.([\w-]+)|\["([^"]+)"\])/g;
const block =
  /(?<![\w.-])(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*|(?<![\w.-])(?:var|local)\.[A-Za-z_][\w-]*/g;

/** Everything that the `${…}` parts of a text refer to; empty where that can't be told. */
export function referencesIn(text: string): readonly Reference[] {
  const expressions = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, expression = ""]) => expression);
  return expressions.flatMap((expression) => {
    const outputs = [...expression.matchAll(stateOutput)].map(([, plain, quoted]): Reference => ({
      kind: "stack-output",
      output: plain ?? quoted ?? "",
    }));
    const rest = expression.replace(stateOutput, "");
    return [...outputs, ...[...rest.matchAll(block)].map(([address]): Reference => ({ kind: "block", address }))];
  });
}
