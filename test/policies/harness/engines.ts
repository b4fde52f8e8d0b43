import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const source = join(__dirname, "../engine");

/** Programs that judge, and the packages they are built from. */
const programs = {
  /** Gatekeeper's own test program: templates, matching and expansion as the webhook does them. */
  gator: "github.com/open-policy-agent/gatekeeper/v3/cmd/gator",
  /** The engine itself, at the version that Gatekeeper holds; the gateway's is newer. */
  opa: "github.com/open-policy-agent/opa",
} as const;

export type Engines =
  | ({ readonly kind: "ready" } & Readonly<Record<keyof typeof programs, string>>)
  | { readonly kind: "missing"; readonly reason: string };

/** Where this version of the programs stands once it is built. */
function folder(): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(source, file)));
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "bestek", `policies-${hash.digest("hex").slice(0, 16)}`);
}

const pathOf = (program: string): string => join(folder(), program);

/** The programs, if they have been built. */
export function engines(): Engines {
  const missing = Object.keys(programs).filter((program) => !existsSync(pathOf(program)));
  return missing.length === 0
    ? { kind: "ready", gator: pathOf("gator"), opa: pathOf("opa") }
    : { kind: "missing", reason: `${missing.join(", ")} could not be built: Go and its module proxy are needed` };
}

/** Builds what has not been built; minutes the first time, nothing afterwards. */
export function buildEngines(): void {
  mkdirSync(folder(), { recursive: true });
  for (const [program, of] of Object.entries(programs)) {
    if (existsSync(pathOf(program))) continue;
    const partial = `${pathOf(program)}.${String(process.pid)}`;
    const { status, stderr } = spawnSync("go", ["build", "-trimpath", "-o", partial, of], {
      cwd: source,
      encoding: "utf8",
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly" },
    });
    // Moved when it is whole: a build that is cut off leaves nothing that looks like a program.
    if (status === 0) renameSync(partial, pathOf(program));
    else process.stderr.write(`\n${program} was not built: ${stderr}\n`);
  }
}
