import { isObject, listAt, textAt, type Json } from "../../audit/facts/json";
import type { ApiClient } from "./api-client";

/** How a kind of objects is addressed. */
export interface ApiResource {
  /** Plural, as it stands in paths. */
  readonly name: string;
  readonly namespaced: boolean;
  /** Verbs that the server takes, such as `list`. */
  readonly verbs: readonly string[];
}

/** The kinds that a server serves, by `<apiVersion> <kind>`. */
export type ApiResources = ReadonlyMap<string, ApiResource>;

const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Asks a server for every kind it serves now; kinds that are defined later are not among them. */
export async function readApiResources(client: ApiClient): Promise<ApiResources> {
  const answers = await Promise.all(
    ["/api", "/apis"].map((path) => client.send({ method: "GET", path, accept: aggregated })),
  );
  return new Map(answers.flatMap(({ body }) => listAt(body, "items").flatMap(resourcesOfGroup)));
}

const resourcesOfGroup = (group: Json): readonly (readonly [string, ApiResource])[] => {
  const name = textAt(group, "metadata", "name");
  return listAt(group, "versions").flatMap((version) =>
    listAt(version, "resources").flatMap((resource): (readonly [string, ApiResource])[] => {
      const apiVersion = [name, textAt(version, "version")]
        .filter((part) => part !== undefined && part !== "")
        .join("/");
      const kind = textAt(resource, "responseKind", "kind");
      const plural = textAt(resource, "resource");
      if (kind === undefined || plural === undefined) return [];
      const verbs = listAt(resource, "verbs").filter((verb) => typeof verb === "string");
      return [
        [`${apiVersion} ${kind}`, { name: plural, namespaced: textAt(resource, "scope") === "Namespaced", verbs }],
      ];
    }),
  );
};

/** Path under which objects of its kind are made; undefined for a kind that the server does not serve. */
export function collectionPath(resources: ApiResources, object: Json, defaultNamespace: string): string | undefined {
  const apiVersion = textAt(object, "apiVersion") ?? "";
  const resource = resources.get(`${apiVersion} ${textAt(object, "kind") ?? ""}`);
  if (resource === undefined || !isObject(object)) return undefined;
  const root = rootOf(apiVersion);
  const namespace = textAt(object, "metadata", "namespace") ?? defaultNamespace;
  return resource.namespaced ? `${root}/namespaces/${namespace}/${resource.name}` : `${root}/${resource.name}`;
}

/** Path below which the kinds of a group and version lie. */
export const rootOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
