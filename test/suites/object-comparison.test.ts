import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comparisonScript } from "../../suites/object-comparison-script";
import { comparedMebibytes, comparedObjects } from "../../suites/object-sample";

/** Two buckets in folders, and a client that knows three verbs of rclone's; what is "replaced" arrives while the script waits. */
class Buckets {
  private readonly at = mkdtempSync(join(tmpdir(), "comparison-"));

  constructor(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>) {
    for (const folder of ["from", "to/comparisons", "work"]) mkdirSync(join(this.at, folder), { recursive: true });
    for (const [name, text] of Object.entries(from)) writeFileSync(join(this.at, "from", name), text);
    for (const [name, text] of Object.entries(to)) writeFileSync(join(this.at, "to", name), text);
    this.program(
      "rclone",
      `case "$1" in
  lsf) [ -z "\${BROKEN:-}" ] || exit 1; cd "${this.at}/from"; find . -maxdepth 1 -type f -printf '%s %f\\n' ;;
  check) names="$5"; report="$9"; : >"$report"; status=0
    while read -r name; do
      if [ ! -e "${this.at}/to/$name" ]; then echo "+ $name" >>"$report"; status=1
      elif cmp -s "${this.at}/from/$name" "${this.at}/to/$name"; then echo "= $name" >>"$report"
      else echo "* $name" >>"$report"; status=1; fi
    done <"$names"; exit $status ;;
  copyto) cp "$2" "${this.at}/to/\${3#to:there/}" ;;
  *) exit 9 ;;
esac`,
    );
    this.program("sleep", `[ -z "\${ARRIVES:-}" ] || cp "${this.at}/from/$ARRIVES" "${this.at}/to/$ARRIVES"`);
  }

  look(
    environment: Readonly<Record<string, string>> = {},
    edit = (script: string): string => script,
  ): { readonly status: number | null; readonly report: unknown } {
    const script = edit(comparisonScript)
      .replaceAll("/work/", `${this.at}/work/`)
      .replace("/dev/termination-log", "/dev/null");
    const { status } = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: {
        PATH: `${this.at}:${process.env["PATH"] ?? ""}`,
        FROM_BUCKET: "here",
        TO_BUCKET: "there",
        SETTLED: "3300",
        ...environment,
      },
    });
    const [last] = readdirSync(join(this.at, "to/comparisons"));
    const report: unknown =
      last === undefined ? undefined : JSON.parse(readFileSync(join(this.at, "to/comparisons", last), "utf8"));
    rmSync(this.at, { recursive: true });
    return { status, report };
  }

  private program(name: string, text: string): void {
    writeFileSync(join(this.at, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
}

/** The same script with its bound in bytes. */
const bytes = (script: string): string => script.replace(" * 1048576))", "))");

const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`object ${String(index)}`, `text ${String(index)}`]));

test("a copy that holds the same is found to, and the report lies beside it", () => {
  expect(new Buckets(numbered(3), numbered(3)).look()).toEqual({
    status: 0,
    report: expect.objectContaining({ from: "here", to: "there", listed: 3, same: 3, different: 0, tooLarge: 0 }),
  });
});

test("a look takes a sample of a large bucket", () => {
  expect(new Buckets(numbered(comparedObjects + 50), numbered(comparedObjects + 50)).look()).toEqual({
    status: 0,
    report: expect.objectContaining({ listed: comparedObjects + 50, same: comparedObjects }),
  });
});

test.each([
  ["an object that was never carried", { "object 1": undefined }],
  ["an object whose copy is broken", { "object 1": "tixt 1" }],
])("%s fails the look", (_, change: Readonly<Record<string, string | undefined>>) => {
  const to = Object.fromEntries(
    Object.entries({ ...numbered(3), ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  expect(new Buckets(numbered(3), to).look()).toEqual({
    status: 1,
    report: expect.objectContaining({ same: 2, different: 1 }),
  });
});

test("what was replaced meanwhile is compared again once it must have been carried", () => {
  const to = { ...numbered(3), "object 1": "earlier" };
  expect(new Buckets(numbered(3), to).look({ ARRIVES: "object 1" })).toEqual({
    status: 0,
    report: expect.objectContaining({ same: 3, different: 0 }),
  });
});

test("an empty bucket is well; one that can't be listed is not, and leaves no report", () => {
  expect(new Buckets({}, {}).look()).toMatchObject({ status: 0, report: { listed: 0, same: 0 } });
  expect(new Buckets(numbered(1), numbered(1)).look({ BROKEN: "yes" })).toEqual({ status: 1, report: undefined });
});

test("what is too large for one look is left out and counted; where nothing fits, nothing is shown", () => {
  const large = { large: "x".repeat(comparedMebibytes + 1) };
  expect(new Buckets({ ...large, ...numbered(1) }, { ...large, ...numbered(1) }).look({}, bytes)).toMatchObject({
    status: 0,
    report: { listed: 2, same: 1, tooLarge: 1 },
  });
  expect(new Buckets(large, large).look({}, bytes)).toMatchObject({ status: 1, report: { same: 0, tooLarge: 1 } });
});
