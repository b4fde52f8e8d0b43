import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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
  docker: `
case $1 in buildx) printf %s "$BILL" ;; esac`,
  // Every signature holds, except of what $UNSIGNED names.
  cosign: `
case $1 in
  verify | verify-attestation) for reference; do :; done; case $reference in *"$UNSIGNED"*) exit 1 ;; esac ;;
esac
case $1 in verify-attestation) printf %s "$BILL" ;; esac`,
  oras: "",
  terraform: "",
};

/** What a script finds everywhere; a tool that is left out must not be found on this machine. */
const ordinary = "awk cat cp cut dirname mkdir mktemp rm sed sh sha256sum sort touch".split(" ");

function found(name: string): string {
  const folder = ["/usr/bin", "/bin", "/usr/local/bin"].find((candidate) => existsSync(join(candidate, name)));
  if (folder === undefined) throw new Error(`no ${name} on this machine`);
  return join(folder, name);
}

export interface FakeRun {
  readonly exitCode: number | null;
  readonly complaints: string;
  /** Calls of tools, without temporary folders. */
  readonly calls: readonly string[];
}

/** Runs a script of `folder` with tools on the path that only write down how they are called, `without` those that are missing. */
export function runWithFakes(
  folder: string,
  script: string,
  content: Readonly<Record<string, string>> = {},
  without: readonly string[] = [],
): FakeRun {
  const bin = mkdtempSync(join(tmpdir(), "bestek-tools-"));
  try {
    mkdirSync(bin, { recursive: true });
    for (const [name, body] of Object.entries(tools).filter(([tool]) => !without.includes(tool))) {
      const log = `printf '%s\\n' "${name} $*" >>"$LOG"`;
      writeFileSync(join(bin, name), `#!/bin/sh\n${log}\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    for (const name of ordinary) symlinkSync(found(name), join(bin, name));
    const log = join(bin, "calls");
    writeFileSync(log, "");
    const { status, stderr } = spawnSync(found("sh"), [join(folder, script)], {
      encoding: "utf8",
      env: {
        PATH: bin,
        TMPDIR: bin,
        LOG: log,
        PUBLISHED: "one",
        SERVED: "one",
        ARCHIVE: "one",
        UNSIGNED: "nothing",
        BILL: '{"linux/amd64":{"SPDX":{}}}',
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
