import { meshSystem } from "../../../catalog";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { at } from "../../facts/json";
import type { Site } from "../../network/site";

/** Releases without which nothing is carried, in the order of their installation. */
const parts = ["istio-base", "istiod", "istio-cni", "ztunnel"];

/** The mesh stands at every site, and takes in what is enrolled. */
export function judgeInstallation({ releases }: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const here = Object.values(releases).filter(
    (release) => release.site === site.name && release.namespace === meshSystem.namespace,
  );
  return parts.flatMap((part) => {
    const release = here.find(({ name }) => name === part);
    const failures: readonly Finding[] =
      release === undefined
        ? [
            {
              where: "helm_release",
              value: part,
              why: "is installed by no stack of the site, so that the mesh carries nothing",
              wayOut: `install it in ${meshSystem.namespace}`,
            },
          ]
        : part === "istio-cni" && !release.values.some((values) => at(values, "ambient", "enabled") === true)
          ? [
              {
                where: "values.ambient.enabled",
                why: "is not true, so that no pod is taken into the mesh",
                wayOut: "set it to true",
              },
            ]
          : [];
    return sum(`${site.name}/mesh/${part}`, { failures });
  });
}
