import type { Mistake } from "../../language";
import type { Mesh } from "./mesh";
import type { Site } from "./site";
import type { Tenancy } from "./tenancy";

/** Where a mesh is not known to work, by the reason. */
export function meshMistakes({
  mesh,
  site,
  tenancy,
}: {
  readonly mesh: Mesh;
  readonly site: Pick<Site, "kind">;
  readonly tenancy: Pick<Tenancy, "kind">;
}): readonly Mistake[] {
  switch (mesh.kind) {
    case "istio-ambient":
      return [];
    case "linkerd": {
      const refused = (why: string): Mistake => ({
        where: "mesh",
        value: mesh.kind,
        why,
        wayOut: 'use "istio-ambient", which is the default',
      });
      return [
        ...(site.kind === "existing"
          ? []
          : [
              refused(
                `is not written for a cluster at ${site.kind}: whether the cloud's network plugin lets another one behind it, and from which addresses its control plane calls webhooks, is not known`,
              ),
            ]),
        ...(tenancy.kind === "dedicated"
          ? []
          : [
              refused(
                "is not written for shared tenancy: its policies hold in one namespace, and each tenant has its own",
              ),
            ]),
      ];
    }
  }
}
