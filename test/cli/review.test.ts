import { chmodSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { spawnSync } from "node:child_process";
import { canonicalJson } from "../../output";
import { planText } from "../review/plans";
import { bestek, folderWith, put, treeOf, type Ran } from "./command";

jest.setTimeout(120_000);

/** A manifest as cdktf writes it: names, and what each comes after. */
const manifest = (stacks: Readonly<Record<string, readonly string[]>>): string =>
  canonicalJson({
    version: "0.24.0",
    stacks: Object.fromEntries(Object.entries(stacks).map(([name, dependencies]) => [name, { name, dependencies }])),
  });

const stackFile = (name: string): string => `cdktf.out/stacks/${name}/cdk.tf.json`;

const written = {
  "cdktf.out/manifest.json": manifest({ "zuid-a": [], "zuid-b": ["zuid-a"], "other-a": [] }),
  [stackFile("zuid-a")]: "{}",
  [stackFile("zuid-b")]: canonicalJson({
    locals: { x: "${data.terraform_remote_state.zuid-a.outputs.address}" },
  }),
  [stackFile("other-a")]: "{}",
};

const standing = {
  prior_state: { values: { outputs: { address: {} }, root_module: { resources: [] } } },
};
const keys = { address: "ovh_okms.seal", actions: ["delete"], before: { display_name: "zuid" } };
const plans = (a: string, b: string) => ({ "plans/zuid-a.json": a, "plans/zuid-b.json": b });

test("plans made elsewhere are reviewed in the order of the stacks, and a loss ends with 1", async () => {
  const folder = folderWith({ ...written, ...plans(planText([keys], standing), planText([])) });
  const ran = await bestek(["review", "zuid", "--plans", "plans", "--markdown", "reports/review.md"], { folder });
  expect(ran).toEqual({
    exitCode: 1,
    complaints: "",
    output: [
      "✖ zuid: 1 to destroy, 1 of it stateful",
      "  → put it back, record its move or its retirement, or: bestek review zuid --approve zuid-a:ovh_okms.seal --by <who> --because <why>",
      "",
    ].join("\n"),
  });
  expect(treeOf(folder)["reports/review.md"]).toContain("| `zuid-a:ovh_okms.seal` | **destroyed** | keys | **no** |");
});

const approval = { address: "zuid-a:ovh_okms.seal", action: "destroy", by: "owner", why: "new", until: "2026-11-30" };
const lock = (approvals: readonly unknown[]): string =>
  canonicalJson({
    format: "bestek.lock/1",
    environment: "zuid",
    sites: {},
    tenants: {},
    stacks: [],
    stateful: {},
    versions: { kubernetes: "1.35", postgresql: "17", charts: {}, images: {} },
    moves: [],
    retired: { tenant: {}, service: {}, site: {}, stack: {}, address: {} },
    approvals,
  });

test("an approval in the lock counts until its day, one of the command line for this run", async () => {
  const folder = folderWith({ ...written, ...plans(planText([keys], standing), planText([])) });
  const review = (words: readonly string[], today = "2026-11-21"): Promise<Ran> =>
    bestek(["review", "zuid", "--plans", "plans", ...words], { folder, today });
  const named = ["--approve", "zuid-a:ovh_okms.seal", "--by", "owner", "--because", "never used"];
  expect(await review(named)).toMatchObject({ exitCode: 0 });
  expect((await review(named)).output).toContain("| owner: never used |");
  expect(await review(named.slice(0, 2))).toMatchObject({
    exitCode: 2,
    complaints: "error: an approval needs a name and a reason: --by <who> --because <why>\n",
  });
  put(folder, { "environments/zuid.lock.json": lock([approval]) });
  expect(await review([])).toMatchObject({ exitCode: 0 });
  expect((await review([], "2026-12-01")).output).toContain("**no**: the approval of owner ended on 2026-11-30");
});

test("stand-ins are no evidence, and say so first", async () => {
  const folder = folderWith({ ...written, ...plans(planText([], { ...standing, standIn: true }), planText([])) });
  const { exitCode, output } = await bestek(["review", "zuid", "--plans", "plans"], { folder });
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^# zuid: nothing changes\n\n> \*\*Not evidence\.\*\*/);
});

test("a missing plan is no plan without changes", async () => {
  const folder = folderWith({ ...written, "plans/zuid-a.json": planText([], standing) });
  const { exitCode, output } = await bestek(["review", "zuid", "--plans", "plans"], { folder });
  expect(exitCode).toBe(1);
  expect(output).toContain("→ zuid-b: the folder of plans has no zuid-b.json");
});

test("without stacks, and without Terraform, nothing can be reviewed", async () => {
  const folder = folderWith(written);
  expect(await bestek(["review", "noord"], { folder })).toMatchObject({
    exitCode: 2,
    complaints: 'error: cdktf.out holds no stack of environment "noord"\n  write it first: bestek synth noord\n',
  });
  const none = await bestek(["review", "zuid"], { folder, variables: { PATH: folder } });
  expect(none.exitCode).toBe(2);
  expect(none.complaints).toContain("terraform and tofu can't be found");
});

/** A program that answers like Terraform from files beside the stacks, and writes down what it was asked. */
const fake = `#!/bin/sh
stack=$(basename -- "$1")
shift
echo "$stack $*" >> "$FAKE/asked"
case $1 in
  init) [ ! -e "$FAKE/$stack.init" ] || { cat "$FAKE/$stack.init" >&2; exit 1; } ;;
  plan) [ ! -e "$FAKE/$stack.error" ] || { cat "$FAKE/$stack.error" >&2; exit 1; } ;;
  show) cat "$FAKE/$stack.json" ;;
esac
`;

function withFake(files: Readonly<Record<string, string>>): {
  readonly folder: string;
  readonly variables: Record<string, string>;
} {
  const folder = folderWith(written);
  const place = folderWith({ terraform: fake, ...files });
  chmodSync(join(place, "terraform"), 0o755);
  const variables = {
    FAKE: place,
    PATH: `${place}${delimiter}${process.env["PATH"] ?? ""}`,
    OVH_CLIENT_SECRET: "hunter22",
  };
  return { folder, variables };
}

test("Terraform plans one stack after the other; below one that was never applied nobody asks it", async () => {
  const first = planText([{ actions: ["create"], after: {} }], { prior_state: undefined });
  const { folder, variables } = withFake({ "zuid-a.json": first });
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("bestek-plan-"));
  const ran = await bestek(["review", "zuid"], { folder, variables });
  expect(ran.exitCode).toBe(0);
  expect(ran.output).toContain("| `zuid-b` | | | | | unknown until `zuid-a` |");
  const asked = (treeOf(variables["FAKE"] ?? "")["asked"] ?? "")
    .split("\n")
    .map((line) => line.replace(/=\/.*\/|\/\S*\//, "="));
  expect(asked).toEqual([
    "zuid-a init -input=false -no-color",
    "zuid-a plan -input=false -no-color -lock-timeout=60s -out=plan",
    "zuid-a show -json =plan",
    "",
  ]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("bestek-plan-"))).toEqual(before);
});

test("an error of Terraform is told without the credentials it was given, and ends with 1", async () => {
  const error = "╷\n│ Error: Failed to query\n│\n│ key hunter22 was refused\n╵\n";
  const { folder, variables } = withFake({ "zuid-a.error": error, "zuid-b.json": planText([]) });
  const { exitCode, output } = await bestek(["review", "zuid"], { folder, variables });
  expect(exitCode).toBe(1);
  expect(output).toContain("→ zuid-a: plan: Error: Failed to query key (sensitive) was refused");
  expect(output).not.toContain("hunter22");
  expect(output).toContain("unknown until `zuid-a`");
});

const terraform = ["terraform", "tofu"].find((name) => spawnSync(name, ["version"]).status === 0);

(terraform === undefined ? test.skip : test)("the real core: what it plans is what is reviewed", async () => {
  const local = { terraform: { backend: { local: { path: "state.tfstate" } } } };
  const first = {
    ...local,
    resource: { terraform_data: { it: { input: "one", triggers_replace: "one" } } },
    output: { address: { value: "${terraform_data.it.output}" } },
  };
  const second = {
    ...local,
    data: { terraform_remote_state: { "zuid-a": { backend: "local", config: { path: "../zuid-a/state.tfstate" } } } },
    resource: { terraform_data: { it: { input: "${data.terraform_remote_state.zuid-a.outputs.address}" } } },
    variable: { secret: { sensitive: true, default: "hunter22" } },
    output: { secret: { value: "${var.secret}", sensitive: true } },
  };
  const folder = folderWith({
    ...written,
    [stackFile("zuid-a")]: canonicalJson(first),
    [stackFile("zuid-b")]: canonicalJson(second),
  });
  const variables = {
    PATH: process.env["PATH"] ?? "",
    HOME: mkdtempSync(join(tmpdir(), "bestek-cli-home-")),
    TERRAFORM_BINARY_NAME: terraform ?? "",
  };
  const review = (): Promise<Ran> => bestek(["review", "zuid"], { folder, variables });
  const apply = (stack: string): void => {
    const cwd = join(folder, "cdktf.out/stacks", stack);
    for (const words of [["init"], ["apply", "-auto-approve"]]) {
      const { status, stderr } = spawnSync(terraform ?? "", [...words, "-input=false"], {
        cwd,
        env: variables,
        encoding: "utf8",
      });
      expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    }
  };

  const empty = await review();
  expect(empty).toMatchObject({ exitCode: 0, complaints: "" });
  expect(empty.output).toContain("✔ zuid: 1 to create, 1 stack unknown");
  apply("zuid-a");
  expect((await review()).output).toContain("✔ zuid: 1 to create\n");
  apply("zuid-b");
  expect((await review()).output).toMatch(/^# zuid: nothing changes\n/);

  const changed = { ...first, resource: { terraform_data: { it: { input: "two", triggers_replace: "two" } } } };
  put(folder, { [stackFile("zuid-a")]: canonicalJson(changed) });
  const { exitCode, output } = await review();
  expect(exitCode).toBe(0);
  expect(output).toContain("- **replaces** `terraform_data.it`: its provider can't change it in place");
  expect(output).toContain("Planned with values that earlier stacks change: `zuid-a.address`");

  put(folder, {
    "environments/zuid.lock.json": lock([]).replace(
      '"stateful": {}',
      '"stateful": { "zuid-a:terraform_data.it": { "holds": "keys" } }',
    ),
  });
  const kept = await review();
  expect(kept.exitCode).toBe(1);
  expect(kept.output).toContain("| `zuid-a:terraform_data.it` | **replaced** | keys | **no** |");
  expect(existsSync(join(folder, "cdktf.out/stacks/other-a/.terraform"))).toBe(false);
});
