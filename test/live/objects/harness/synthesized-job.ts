import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at, listAt, textAt, textsAt, type Json } from "../../../../audit/facts/json";
import { parseYaml } from "../../../../audit/facts/yaml";
import { synthesizedEnvironments, synthesizedFolders } from "../../harness/synthesized";

/** A container as it is synthesized: its words, and its variables, of which those out of Secrets are the Secret's name. */
export interface SynthesizedContainer {
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** A CronJob as it is synthesized. */
export interface SynthesizedJob {
  readonly environment: string;
  readonly site: string;
  /** Chart that it stands in: that of its service. */
  readonly service: string;
  /** Containers in the order in which they run. */
  readonly containers: readonly SynthesizedContainer[];
  /** Files of its ConfigMap by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** The jobs of this name that are not at rest, environment by environment and site by site; only the files that tell of them are read. */
export const synthesizedJobs = (name: string): readonly SynthesizedJob[] =>
  synthesizedEnvironments().flatMap((environment) => {
    const charts = join(synthesizedFolders(environment).output, "charts");
    return readdirSync(charts).flatMap((site) =>
      readdirSync(join(charts, site)).flatMap((chart) => {
        const folder = join(charts, site, chart, "objects");
        const files = existsSync(folder) ? readdirSync(folder) : [];
        return files
          .filter((file) => file.startsWith("cronjob-") && file.endsWith(`-${name}.yaml`))
          .flatMap((file) => jobsIn(folder, file, name))
          .map((job) => ({ ...job, environment, site, service: chart }));
      }),
    );
  });

function jobsIn(
  folder: string,
  file: string,
  name: string,
): readonly Omit<SynthesizedJob, "environment" | "site" | "service">[] {
  return documents(join(folder, file)).flatMap((job) => {
    const pod = at(job, "spec", "jobTemplate", "spec", "template");
    if (textAt(pod, "metadata", "labels", "app.kubernetes.io/component") !== name) return [];
    if (at(job, "spec", "suspend") === true) return [];
    const map = listAt(pod, "spec", "volumes").flatMap((volume) => textAt(volume, "configMap", "name") ?? [])[0];
    const files = map === undefined ? [] : documents(join(folder, `configmap-${map}.yaml`));
    return [
      {
        containers: [...listAt(pod, "spec", "initContainers"), ...listAt(pod, "spec", "containers")].map(containerOf),
        files: textsAt(files[0], "data"),
      },
    ];
  });
}

const documents = (file: string): readonly Json[] => parseYaml(readFileSync(file, "utf8"));

const containerOf = (container: Json): SynthesizedContainer => ({
  words: [...listAt(container, "command"), ...listAt(container, "args")].map(String),
  variables: Object.fromEntries(
    listAt(container, "env").map((variable) => [
      textAt(variable, "name") ?? "",
      textAt(variable, "value") ?? textAt(variable, "valueFrom", "secretKeyRef", "name") ?? "",
    ]),
  ),
});
