import type { TerraformFact } from "../../../../audit/facts";
import { isList, isObject, listAt, membersAt, textAt, type Json, type JsonObject } from "../../../../audit/facts/json";

const kinds: Readonly<Record<string, string>> = {
  kubernetes_config_map_v1: "ConfigMap",
  kubernetes_secret_v1: "Secret",
  kubernetes_service_v1: "Service",
  kubernetes_service_account_v1: "ServiceAccount",
};

/**
 * The object that the provider makes of a resource, with stand-ins for what only Terraform knows. Undefined for resources that are no object of
 * Kubernetes.
 *
 * @throws Error for a resource of the provider that is not known here: left out, it would read as admitted.
 */
export function objectOf({ block, type, address, attributes }: TerraformFact): JsonObject | undefined {
  if (block !== "resource" || !type.startsWith("kubernetes_")) return undefined;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) throw new Error(`${address}: what the provider makes of it is not known here`);
  const secretType = textAt(attributes, "type");
  const data = [...membersAt(attributes, "data"), ...membersAt(attributes, "data_wo")];
  return {
    apiVersion: "v1",
    kind,
    metadata: Object.fromEntries(membersAt(attributes, "metadata").flatMap(known)),
    ...(secretType === undefined ? {} : { type: secretType }),
    ...(data.length === 0
      ? {}
      : { [kind === "Secret" ? "stringData" : "data"]: Object.fromEntries(data.map(standIn)) }),
    ...(kind === "Service" ? { spec: serviceSpec(attributes) } : {}),
  };
}

const isUnknown = (value: Json): boolean => typeof value === "string" && value.includes("${");

/** A whole field that only Terraform knows is left out; members of a map get a stand-in. */
const known = ([key, value]: readonly [string, Json]): readonly (readonly [string, Json])[] => {
  if (isUnknown(value)) return [];
  return [[key, isObject(value) ? Object.fromEntries(Object.entries(value).map(standIn)) : value]];
};

/** No text is judged by what it says, save that a pull secret must be JSON. */
const standIn = ([key, value]: readonly [string, Json]): readonly [string, Json] => [
  key,
  isUnknown(value) ? (key === ".dockerconfigjson" ? '{"auths":{}}' : "known-when-applied") : value,
];

/** Blocks of the provider bear the names of the API's fields in another spelling, and lists of blocks those of one member. */
function serviceSpec(attributes: Json): JsonObject {
  const ports = listAt(attributes, "spec", "port").map((port) => {
    const target = Number(textAt(port, "target_port"));
    return camelCased({ ...(isObject(port) ? port : {}), ...(Number.isNaN(target) ? {} : { target_port: target }) });
  });
  const others = Object.fromEntries(
    membersAt(attributes, "spec")
      .filter(([key]) => key !== "port")
      .flatMap(known),
  );
  return { ...camelCased(others), ports };
}

const camelCased = (block: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(block).map(([key, value]) => [
      // The provider's one name that is no plain change of case.
      key.replace("_ip", "_iP").replace(/_([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase()),
      isList(value) ? [...value] : value,
    ]),
  );
