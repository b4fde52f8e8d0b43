import { pen, type Check, type Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { grouped } from "../../grouped";
import { oncePerObject } from "../../once-per-object";
import { doorOf, type Door } from "./door";
import { judgeGenerator } from "./generator";
import { behind, lack, type Judgement } from "./judgement";
import { granted } from "./policy";

const id = "secret-access";
const ours = pen(id);

/** Kinds of External Secrets by which a namespace asks the secrets server for something. */
const kinds = ["ExternalSecret", "PushSecret"] as const;
type Kind = (typeof kinds)[number];

/** Kind by which a namespace asks for something that no store has, such as a key that may leave. */
const generator = "VaultDynamicSecret";

/** What a store must be allowed at a path and at what is known of it; whoever pushes reads first, and marks what it wrote as its own. */
const needs: Readonly<Record<Kind, { readonly data: readonly string[]; readonly metadata: readonly string[] }>> = {
  ExternalSecret: { data: ["read"], metadata: [] },
  PushSecret: { data: ["create", "read", "update"], metadata: ["create", "read", "update"] },
};

/**
 * A secret that a namespace may not read never arrives, and one that it may not write is made anew for ever; both show only on a cluster. Here the
 * charts, which ask, and the stacks, which allow, are held against each other.
 */
export const secretAccess: Check = {
  id,
  title: "Whatever a namespace fetches or stores, the policy of its role allows",
  controls: ["A.5.17", "A.8.3"],
  applies: (facts) => [...kinds, generator].some((kind) => objectsOfKind(facts, kind).length > 0),
  judge: (facts) => {
    const doors = new Map<KubernetesFact, Door>();
    const doorFor = (store: KubernetesFact): Door => {
      const door = doors.get(store) ?? doorOf(facts, store);
      doors.set(store, door);
      return door;
    };
    const fetchedAndStored = kinds.flatMap((kind) =>
      objectsOfKind(facts, kind).flatMap(([object, fact]) => {
        const asked = requestsOf(kind, at(fact.object, "spec"));
        // What is only generated asks no store.
        if (asked.length === 0) return [];
        return summed(
          object,
          asked.map((request) => judge(facts, kind, fact, request, doorFor)),
        );
      }),
    );
    const givenOut = objectsOfKind(facts, generator).flatMap(([object, fact]) =>
      summed(object, [judgeGenerator(facts, fact)]),
    );
    return [...fetchedAndStored, ...givenOut];
  },
};

const summed = (object: string, findings: readonly Judgement[]): readonly Verdict[] =>
  ours.sum(object, {
    failures: findings.flatMap(({ failure }) => failure ?? []),
    undecided: findings.flatMap(({ unknown }) => unknown ?? []),
  });

/** A path that is asked for, of a store. */
interface Request {
  readonly store: string;
  /** Undefined where secrets are looked for instead of named. */
  readonly path: string | undefined;
}

function requestsOf(kind: Kind, spec: Json | undefined): readonly Request[] {
  switch (kind) {
    case "ExternalSecret": {
      const store = (entry: Json): string =>
        storeId(at(entry, "sourceRef", "storeRef") ?? at(spec, "secretStoreRef") ?? null);
      return distinct([
        ...listAt(spec, "data").map((entry) => ({ store: store(entry), path: textAt(entry, "remoteRef", "key") })),
        ...listAt(spec, "dataFrom")
          .filter((entry) => at(entry, "sourceRef", "generatorRef") === undefined)
          .map((entry) => ({ store: store(entry), path: textAt(entry, "extract", "key") })),
      ]);
    }
    case "PushSecret":
      return distinct(
        listAt(spec, "secretStoreRefs").flatMap((reference) =>
          listAt(spec, "data").map((entry) => ({
            store: storeId(reference),
            path: textAt(entry, "match", "remoteRef", "remoteKey"),
          })),
        ),
      );
  }
}

const distinct = (requests: readonly Request[]): readonly Request[] => [
  ...new Map(requests.map((request) => [JSON.stringify([request.store, request.path]), request])).values(),
];

const storeId = (reference: Json): string =>
  `${textAt(reference, "kind") ?? "SecretStore"}/${textAt(reference, "name") ?? ""}`;

function judge(
  facts: Facts,
  kind: Kind,
  { site, namespace }: KubernetesFact,
  { store, path }: Request,
  doorFor: (store: KubernetesFact) => Door,
): Judgement {
  const found = stores(facts.kubernetes).get(`${site}/${namespace ?? ""}/${store}`)?.[0];
  if (found === undefined)
    return {
      failure: { where: "store", value: store, why: "is not in the namespace", wayOut: "give the namespace a store" },
    };
  return behind(doorFor(found), ({ role, mount, rules }) => {
    if (path === undefined)
      return { unknown: { where: "path", why: "is looked for, not named", wayOut: "name each secret by its path" } };
    const lacks = Object.entries(needs[kind]).flatMap(([part, capabilities]) => {
      const has = granted(rules, `${mount}/${part}/${path}`);
      const missing = capabilities.filter((capability) => !has.has(capability));
      return missing.length === 0 ? [] : [`${missing.join(", ")} ${mount}/${part}/${path}`];
    });
    if (lacks.length === 0) return {};
    return { failure: lack(role, path, lacks.join(" and ")) };
  });
}

const stores = oncePerObject((kubernetes: Facts["kubernetes"]) =>
  grouped(
    objectsOfKind({ kubernetes }, "SecretStore").map(([, fact]) => fact),
    ({ site, namespace, kind, name }) => `${site}/${namespace ?? ""}/${kind}/${name}`,
  ),
);
