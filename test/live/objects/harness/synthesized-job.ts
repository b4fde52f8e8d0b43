import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at, listAt, textAt, textsAt, type Json } from "../../../../audit/facts/json";
import { parseYaml } from "../../../../audit/facts/yaml";
import { synthesizedEnvironments, synthesizedFolders } from "../../harness/synthesized";

/** A container as it is synthesized: its words, and its variables, of which those out of Secrets are the Secret's name. */
export interface SynthesizedContainer {
  readonly name: string;
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
  jobsOf(new RegExp(`(^|-)${name}$`), (job) => component(job) === name);

/** The jobs that dump a database of mail. */
export const synthesizedDumps = (): readonly SynthesizedJob[] => jobsOf(/^dump-(.*-)?mail$/, () => true);

const podOf = (job: Json): Json | undefined => at(job, "spec", "jobTemplate", "spec", "template");
const component = (job: Json): string | undefined =>
  textAt(podOf(job), "metadata", "labels", "app.kubernetes.io/component");

const jobsOf = (file: RegExp, wanted: (job: Json) => boolean): readonly SynthesizedJob[] =>
  synthesizedEnvironments().flatMap((environment) => {
    const charts = join(synthesizedFolders(environment).output, "charts");
    return readdirSync(charts).flatMap((site) =>
      readdirSync(join(charts, site)).flatMap((chart) => {
        const folder = join(charts, site, chart, "objects");
        const files = existsSync(folder) ? readdirSync(folder) : [];
        return files
          .flatMap((name) =>
            file.test(/^cronjob-(.*)\.yaml$/.exec(name)?.[1] ?? "") ? jobsIn(folder, name, wanted) : [],
          )
          .map((job) => ({ ...job, environment, site, service: chart }));
      }),
    );
  });

function jobsIn(
  folder: string,
  file: string,
  wanted: (job: Json) => boolean,
): readonly Omit<SynthesizedJob, "environment" | "site" | "service">[] {
  return documents(join(folder, file)).flatMap((job) => {
    if (!wanted(job)) return [];
    const pod = podOf(job);
    if (at(job, "spec", "suspend") === true) return [];
    const map = listAt(pod, "spec", "volumes").flatMap((volume) => textAt(volume, "configMap", "name") ?? [])[0];
    // That of dumps stands in a chart of its own.
    const text = join(folder, `configmap-${map ?? ""}.yaml`);
    const files = existsSync(text) ? documents(text) : [];
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
  name: textAt(container, "name") ?? "",
  words: [...listAt(container, "command"), ...listAt(container, "args")].map(String),
  variables: Object.fromEntries(
    listAt(container, "env").map((variable) => [
      textAt(variable, "name") ?? "",
      textAt(variable, "value") ?? textAt(variable, "valueFrom", "secretKeyRef", "name") ?? "",
    ]),
  ),
});
