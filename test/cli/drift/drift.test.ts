import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { collectFacts } from "../../../audit";
import { bestek, folderWith, put } from "../command";
import { page } from "../environment-page";

const small = page("zuid", { suite: 'noveu({ without: ["mail", "files"] })' });

jest.setTimeout(120_000);

const folder = folderWith({ "environments/zuid.ts": small });

beforeAll(async () => {
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });
});

const factsOf = () =>
  collectFacts({ terraform: join(folder, "cdktf.out"), output: join(folder, "out/zuid"), environment: "zuid" });
const clean = JSON.stringify({
  prior_state: { values: { root_module: { resources: [{ mode: "managed", address: "a.b" }] } } },
});
const liveOf = (): string => JSON.stringify({ items: Object.values(factsOf().kubernetes).map(({ object }) => object) });

test("plans and objects that others read are compared; hands are found, and what is missing is unknown", async () => {
  const stacks = [...new Set(Object.values(factsOf().terraform).map(({ stack }) => stack))];
  put(folder, Object.fromEntries(stacks.map((stack) => [`plans/${stack}.json`, clean])));
  const live = liveOf();
  put(folder, { "live/eu-west-par.json": live });
  const words = ["drift", "zuid", "--plans", "plans", "--live", "live"];

  const untouched = await bestek(words, { folder });
  expect(untouched).toMatchObject({ exitCode: 0, complaints: "" });
  expect(untouched.output).toContain("✔ everything runs as it was synthesized");
  expect(untouched.output).toMatch(/not compared: objects of \d+ releases of others' charts/);

  put(folder, { "live/eu-west-par.json": live.replace("/quay.io/keycloak/keycloak:", "/evil.example/keycloak:") });
  const touched = await bestek(words, { folder });
  expect(touched.exitCode).toBe(1);
  expect(touched.output).toMatch(
    /✖ eu-west-par\/identity\/StatefulSet\/identity-keycloak spec\.template\.spec\.\S+\.image was changed\n {2}synthesized: "registry/,
  );

  put(folder, { "live/eu-west-par.json": live, [`plans/${stacks[0] ?? ""}.json`]: "no JSON" });
  const broken = await bestek([...words, "--json"], { folder });
  expect(broken.exitCode).toBe(1);
  expect(JSON.parse(broken.output)).toMatchObject({
    format: "bestek.drift/1",
    differences: [],
    unknown: [{ what: stacks[0] }],
  });
});

const tool = (body: string): string => `#!/bin/sh\nprintf '%s\\n' "$*" >>"$LOG"\n${body}\n`;

test("Terraform and kubectl are asked without changing anything; sites without a context are unknown", async () => {
  put(folder, {
    "bin/terraform": tool(`case $2 in show) printf '%s' '${clean}' ;; esac`),
    "bin/kubectl": tool(`cat "$LIVE"`),
    "live.json": liveOf(),
  });
  for (const name of ["terraform", "kubectl"]) chmodSync(join(folder, "bin", name), 0o755);
  const variables = {
    PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
    LOG: join(folder, "log"),
    LIVE: join(folder, "live.json"),
  };
  const ran = await bestek(["drift", "zuid", "--context", "eu-west-par=zuid"], { folder, variables });
  expect(ran).toMatchObject({ exitCode: 0 });
  const calls = readFileSync(variables.LOG, "utf8").trim().split("\n");
  const verbs = new Set(
    calls.map((call) => call.replace(/^(?:-chdir|--context)=\S+ /, "").replace(/-out=.*|-json .*|\S+,\S+/, "…")),
  );
  expect([...verbs].sort()).toEqual([
    "get … --all-namespaces --show-managed-fields --output=json",
    "init -input=false -no-color",
    "plan -refresh-only -input=false -lock=false -no-color …",
    "show …",
  ]);

  const without = await bestek(["drift", "zuid"], { folder, variables });
  expect(without.exitCode).toBe(1);
  expect(without.output).toContain(
    "! eu-west-par: unknown, no context of kubectl is named for it: --context eu-west-par=<context>",
  );
});

test("a tool that fails leaves things unknown, in its own words; one that is named and missing is wrong use", async () => {
  put(folder, { "bin/terraform": tool("printf '│ Error: No valid credential sources found\\n' >&2; exit 1") });
  chmodSync(join(folder, "bin/terraform"), 0o755);
  const variables = { PATH: join(folder, "bin") + ":/bin", LOG: join(folder, "log") };
  const ran = await bestek(["drift", "zuid", "--only", "terraform"], { folder, variables });
  expect(ran.exitCode).toBe(1);
  expect(ran.output).toContain("! zuid-keys: unknown, terraform init: Error: No valid credential sources found");
  const missing = await bestek(["drift", "zuid", "--only", "terraform"], {
    folder,
    variables: { ...variables, TERRAFORM_BINARY_NAME: "tofu" },
  });
  expect(missing).toMatchObject({ exitCode: 2, complaints: expect.stringContaining("tofu can't be found") });
});

test("a context without a site is wrong use", async () => {
  expect(await bestek(["drift", "zuid", "--context", "zuid"])).toMatchObject({ exitCode: 2 });
});
