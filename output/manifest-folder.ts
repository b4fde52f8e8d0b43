import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../language";
import { linkFolder } from "../stacks/link-folder";
import { enclosureMistakes } from "./earlier-output";
import { realPath } from "./real-path";
import { swapIn } from "./swap";

/** The Kubernetes objects alone, without the charts around them: what `cdk8s synth` expects of its app. */
export class ManifestFolder {
  private readonly objects: string;

  private constructor(
    private readonly root: string,
    private readonly target: string,
  ) {
    this.objects = join(root, "objects");
    mkdirSync(this.objects);
  }

  /** Throws a Refusal where `target` holds anything but manifests. */
  static open(target: string, workingFolder: string): ManifestFolder {
    const real = realPath(target);
    const stranger = existsSync(real) ? firstStranger(real) : undefined;
    const mistakes = [
      ...enclosureMistakes("--out", real, realPath(workingFolder)),
      ...(stranger === undefined
        ? []
        : [
            {
              where: "--out",
              value: real,
              why: `holds "${stranger}", which is no manifest and would be deleted`,
              wayOut: "name a folder that is empty, missing or an earlier output",
            },
          ]),
    ];
    if (mistakes.length > 0) throw new Refusal("the output folder", mistakes);
    mkdirSync(dirname(real), { recursive: true });
    return new ManifestFolder(mkdtempSync(join(dirname(real), ".bestek-")), real);
  }

  /** Where charts are written meanwhile. */
  chartsFolder(environment: string): string {
    return join(this.root, "charts", environment);
  }

  /** Takes the objects of one chart over. */
  add(environment: string, chart: { readonly site: string; readonly release: string; readonly path: string }): void {
    linkFolder(join(chart.path, "objects"), join(this.objects, environment, chart.site, chart.release));
  }

  /** Puts the objects in the place of those that stood there. */
  commit(): void {
    swapIn([{ from: this.objects, to: this.target }]);
    this.discard();
  }

  /** Removes what was not committed. */
  discard(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const firstStranger = (folder: string): string | undefined =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .find((path) => !path.endsWith(".yaml") && !statSync(join(folder, path)).isDirectory());
