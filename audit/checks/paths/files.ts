import type { KnownPods } from "../../network/site";
import { podFiles, type PodFile } from "../../workloads/pod-files";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";
import type { World } from "./world";

/** The templates of a set of pods, where files of ours hold them. */
export const templatesOf = (world: World, podSet: string): readonly PodTemplate[] =>
  world.podsOf(podSet).flatMap((pods) => templatesBehind(world, pods));

function templatesBehind(world: World, { id, namespace, origin }: KnownPods): readonly PodTemplate[] {
  if (origin !== "synthesized") return [];
  const [, kind = "", name = ""] = id.split("/");
  const object = world.objectAt(namespace, kind, name);
  return object === undefined ? [] : podTemplates({ kubernetes: { [`${world.site.name}/${id}`]: object } });
}

/** Every file that a set of pods reads from ConfigMaps. */
export const filesOf = (world: World, podSet: string): readonly PodFile[] =>
  templatesOf(world, podSet).flatMap((template) =>
    podFiles(template, (name) => world.objectAt(template.namespace, "ConfigMap", name)),
  );
