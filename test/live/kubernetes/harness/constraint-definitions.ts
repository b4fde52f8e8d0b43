import { at, listAt, textAt, type Json } from "../../../../audit/facts/json";

/**
 * What Gatekeeper's controller makes of a ConstraintTemplate: the definition of its constraints. Nobody runs that controller here, so it is made
 * from the template's own schema, with open `match`, whose schema stands in Gatekeeper's program.
 */
export function constraintDefinition(template: Json): Json {
  const kind = textAt(template, "spec", "crd", "spec", "names", "kind") ?? "";
  const plural = kind.toLowerCase();
  const group = "constraints.gatekeeper.sh";
  const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Cluster",
      names: { kind, plural, singular: plural, listKind: `${kind}List` },
      versions: [
        {
          name: "v1beta1",
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                spec: {
                  type: "object",
                  properties: {
                    enforcementAction: { type: "string" },
                    match: open,
                    parameters: at(template, "spec", "crd", "spec", "validation", "openAPIV3Schema") ?? open,
                  },
                },
                status: open,
              },
            },
          },
        },
      ],
    },
  };
}

/** Definitions that are established, by name. */
export const established = (list: Json): ReadonlySet<string> =>
  new Set(
    listAt(list, "items")
      .filter((item) =>
        listAt(item, "status", "conditions").some(
          (condition) => textAt(condition, "type") === "Established" && textAt(condition, "status") === "True",
        ),
      )
      .flatMap((item) => textAt(item, "metadata", "name") ?? []),
  );
