import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What stands in for a registry's answer: the reference itself, whoever serves it. */
const tools: Readonly<Record<string, string>> = {
  skopeo: `
case $1 in
  inspect)
    case $3 in docker://mirror.example.eu/*) file=$SERVED ;; *) file=$PUBLISHED ;; esac
    name=$(printf %s "$3" | sed -e 's#^docker://##' -e 's#^mirror.example.eu/##' -e 's#@.*##')
    printf '%s %s' "$name" "$file" ;;
  manifest-digest) printf 'sha256:%s\\n' "$(sha256sum "$2" | cut -d ' ' -f 1)" ;;
esac`,
  helm: `
if [ "$1" = pull ]; then
  name=\${2##*/}
  while [ $# -gt 0 ]; do
    case $1 in --version) version=$2 ;; --destination) folder=$2 ;; esac
    shift
  done
  printf '%s %s' "$name" "$ARCHIVE" >"$folder/$name-$version.tgz"
fi`,
  docker: "",
  terraform: "",
};

export interface FakeRun {
  readonly exitCode: number | null;
  readonly complaints: string;
  /** Calls of tools, without temporary folders. */
  readonly calls: readonly string[];
}

/** Runs a script of `folder` with tools on the path that only write down how they are called. */
export function runWithFakes(folder: string, script: string, content: Readonly<Record<string, string>> = {}): FakeRun {
  const bin = mkdtempSync(join(tmpdir(), "bestek-tools-"));
  try {
    mkdirSync(bin, { recursive: true });
    for (const [name, body] of Object.entries(tools)) {
      const log = `printf '%s\\n' "${name} $*" >>"$LOG"`;
      writeFileSync(join(bin, name), `#!/bin/sh\n${log}\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const log = join(bin, "calls");
    writeFileSync(log, "");
    const { status, stderr } = spawnSync("sh", [join(folder, script)], {
      encoding: "utf8",
      env: {
        PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
        TMPDIR: bin,
        LOG: log,
        PUBLISHED: "one",
        SERVED: "one",
        ARCHIVE: "one",
        ...content,
      },
    });
    const calls = readFileSync(log, "utf8").trim().split("\n");
    return {
      exitCode: status,
      complaints: stderr,
      calls: calls.map((call) => call.replaceAll(new RegExp(`${bin}/tmp\\.\\w+`, "g"), "WORK")),
    };
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}
