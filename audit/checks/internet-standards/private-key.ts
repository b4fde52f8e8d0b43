import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { grouped } from "../../grouped";
import { oncePerObject } from "../../once-per-object";
import type { MailServer, Signature } from "./mail-servers";

/** Kinds whose pods serve. */
export const controllers = ["StatefulSet", "Deployment"] as const;

/** Paths in the secrets server from which the pods of a mail server get the private key of a signature; none where nothing brings it. */
export const exportedFrom = (facts: Facts, { told }: MailServer, { variable }: Signature): readonly string[] =>
  beside(facts, told, controllers)
    .filter(({ object }) => mentions(object, told.name))
    .flatMap(({ object }) => listAt(object, "spec", "template", "spec", "containers"))
    .flatMap((container) => listAt(container, "env"))
    .filter((entry) => textAt(entry, "name") === variable)
    .flatMap((entry) => {
      const reference = at(entry, "valueFrom", "secretKeyRef");
      return pathsOf(facts, told, textAt(reference, "name") ?? "", textAt(reference, "key") ?? "");
    });

/** Where a Secret's key comes from, if that is a key that the secrets server gives out. */
export const pathsOf = (facts: Facts, told: KubernetesFact, secret: string, key: string): readonly string[] =>
  beside(facts, told, ["ExternalSecret"])
    .filter(({ name, object }) => (textAt(object, "spec", "target", "name") ?? name) === secret)
    .filter(({ object }) => textAt(object, "spec", "target", "template", "data", key)?.includes(".keys") === true)
    .flatMap(({ object }) => listAt(object, "spec", "dataFrom"))
    .flatMap((entry) => {
      const generator = at(entry, "sourceRef", "generatorRef");
      return beside(facts, told, [textAt(generator, "kind") ?? ""])
        .filter(({ name }) => name === textAt(generator, "name"))
        .flatMap(({ object }) => textAt(object, "spec", "path") ?? []);
    });

/** Objects of the same namespace at the same site. */
export const beside = (
  { kubernetes }: Facts,
  { site, namespace }: KubernetesFact,
  kinds: readonly string[],
): readonly KubernetesFact[] =>
  (byNamespace(kubernetes).get(placeOf(site, namespace)) ?? []).filter(({ kind }) => kinds.includes(kind));

const placeOf = (site: string, namespace = ""): string => `${site}/${namespace}`;

const byNamespace = oncePerObject((kubernetes: Facts["kubernetes"]) =>
  grouped(Object.values(kubernetes), ({ site, namespace }) => placeOf(site, namespace)),
);

/** True where pods have a ConfigMap's files. */
export const mentions = (object: Json, configMap: string): boolean =>
  listAt(object, "spec", "template", "spec", "volumes").some(
    (volume) => textAt(volume, "configMap", "name") === configMap,
  );
