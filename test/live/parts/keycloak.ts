import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../../catalog";
import type { PartSource } from "../../../simulation/parts/part";

const version = images.keycloak.tag;

/** The plugin of Maven that fetches and unpacks; pinned, as what it fetches. */
const unpack = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack";

/** Compiling what runs for seconds to the last degree takes a quarter of Java's time here (90 s of processor became 64 for all tests, 2026-11-24). */
export const firstDegree = "-XX:TieredStopAtLevel=1";

function run(folder: string, command: string, args: readonly string[], needs: string): void {
  const env = { ...process.env, MAVEN_OPTS: firstDegree, JAVA_OPTS_APPEND: firstDegree };
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", cwd: folder, env });
  if (status !== 0) throw new Error(`Keycloak needs ${needs}: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** Keycloak's server in the very version that is deployed, built for a database in its own process in place of PostgreSQL. */
export const keycloakPart: PartSource = {
  name: "keycloak",
  version,
  make: (folder) => {
    // Without a project the plugin leaves its marks in a folder called ${project.basedir}, wherever it was started.
    const scratch = join(folder, "maven");
    mkdirSync(scratch);
    run(
      scratch,
      "mvn",
      [
        "--quiet",
        "--batch-mode",
        unpack,
        `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`,
        `-DoutputDirectory=${folder}`,
      ],
      "Maven and Maven Central",
    );
    rmSync(scratch, { recursive: true });
    run(folder, "sh", [keycloakProgram(folder), "build", "--db=dev-mem", "--health-enabled=true"], "Java 17 or later");
  },
};

/** The program in the part's folder. */
export const keycloakProgram = (folder: string): string => join(folder, `keycloak-${version}`, "bin/kc.sh");
