import { listAt, textAt } from "../../../../audit/facts/json";
import type { ApiClient } from "../../../../simulation/kubernetes/api-client";
import { readApiResources, rootOf } from "../../../../simulation/kubernetes/api-resources";

/** Kinds that come and go by themselves. */
const fleeting = new Set(["Event", "Lease"]);

const namesAlone = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

/** Everything that stands in the cluster now, as `<kind> <namespace>/<name>`. */
export const inventory = async (client: ApiClient): Promise<ReadonlySet<string>> =>
  new Set((await identities(client)).keys());

/** The same with the id of each, which nothing else ever bears, not even what is made anew under the same name. */
export async function identities(client: ApiClient): Promise<ReadonlyMap<string, string>> {
  const listable = [...(await readApiResources(client))].filter(
    ([key, { verbs }]) => verbs.includes("list") && !fleeting.has(key.split(" ")[1] ?? ""),
  );
  const found = await Promise.all(
    listable.map(async ([key, { name }]) => {
      const [apiVersion = "", kind = ""] = key.split(" ");
      const { body } = await client.send({ method: "GET", path: `${rootOf(apiVersion)}/${name}`, accept: namesAlone });
      return listAt(body, "items").map((item) => {
        const [namespace = "", name = "", id = ""] = ["namespace", "name", "uid"].map((key) =>
          textAt(item, "metadata", key),
        );
        return [`${kind} ${namespace}/${name}`, id] as const;
      });
    }),
  );
  return new Map(found.flat());
}

/** What stands there beside what stood there before, in order. */
export const added = (now: ReadonlySet<string>, before: ReadonlySet<string>): readonly string[] =>
  [...now].filter((one) => !before.has(one)).sort();
