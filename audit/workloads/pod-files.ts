import type { KubernetesFact } from "../facts";
import { listAt, textAt, textsAt } from "../facts/json";
import type { PodTemplate } from "./pod-template";

/** A file that pods read, and the object that holds it. */
export interface PodFile {
  readonly object: string;
  readonly name: string;
  readonly text: string;
}

/** Files of the ConfigMaps that a pod mounts; `configMap` finds one beside it by its name. */
export const podFiles = (
  { spec }: Pick<PodTemplate, "spec">,
  configMap: (name: string) => KubernetesFact | undefined,
): readonly PodFile[] =>
  listAt(spec, "volumes").flatMap((volume) => {
    const name = textAt(volume, "configMap", "name");
    const found = name === undefined ? undefined : configMap(name);
    return found === undefined
      ? []
      : Object.entries(textsAt(found.object, "data")).map(([file, text]) => ({
          object: `${found.kind} ${found.name}`,
          name: file,
          text,
        }));
  });
