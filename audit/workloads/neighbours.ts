import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, textAt } from "../facts/json";
import { grouped } from "../grouped";

/** Objects by where they lie and what they are, so that finding those beside a pod takes no search. */
export class Neighbours {
  private readonly objects: ReadonlyMap<string, readonly KubernetesFact[]>;

  constructor({ kubernetes }: Pick<Facts, "kubernetes">) {
    this.objects = grouped(Object.values(kubernetes), ({ site, namespace, kind }) => keyOf(site, namespace, kind));
  }

  /** Objects of one kind in one namespace of one site. */
  of(site: string, namespace: string, kind: string): readonly KubernetesFact[] {
    return this.objects.get(keyOf(site, namespace, kind)) ?? [];
  }

  /** Policies of one kind beside an object that name it. */
  naming({ site, namespace, kind, name }: KubernetesFact, policy: string): readonly KubernetesFact[] {
    return this.of(site, namespace ?? "", policy).filter(({ object }) =>
      [...listAt(object, "spec", "targetRefs"), at(object, "spec", "targetRef") ?? null].some(
        (target) => textAt(target, "kind") === kind && textAt(target, "name") === name,
      ),
    );
  }
}

const keyOf = (site: string, namespace: string | undefined, kind: string): string =>
  `${site}/${namespace ?? ""}/${kind}`;
