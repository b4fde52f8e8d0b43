import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import { noveu } from "../../index";
import type { Environment } from "../../environments/schema";
import type { Workload } from "../../language";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";
import { countedBuckets, objectCounter, suiteWithObjectCounts } from "../../suites/object-count";
import { countScript, writeScript, writeStatements } from "../../suites/object-count-scripts";
import { azureWith, existingWith, garageWith } from "../tenancy/other-clouds";
import { cloudWith } from "../tenancy/shared-environment";

const ai = {
  inference: { kind: "cpu", servers: 2 },
  tokensPerMinute: { person: 1000, organisation: 100_000 },
} as const;
const tenants = { noord: { users: 50 }, oost: { users: 20 } };
const cloud = cloudWith(tenants, { suite: noveu({ ai, mail: { journal: { kind: "kept", years: 7 } } }) });

const counters = (environment: Environment): readonly (readonly [string, Workload])[] =>
  servicesOf(environment).flatMap(({ name, workloads }) =>
    Object.entries(workloads).flatMap(([key, workload]) => (key === objectCounter ? [[name, workload] as const] : [])),
  );

describe("who counts", () => {
  test("is every service of a tenant's own that has buckets and a database, and nobody between tenants", () => {
    expect(counters(cloud).map(([name]) => name)).toEqual(["ai", "chat", "files", "mail"]);
  });

  test("is nobody where a customer has the platform alone, or nobody is charged", () => {
    for (const environment of [zuid, oost]) expect(counters(environment)).toEqual([]);
    const uncharged = noveu({ without: ["billing"] });
    expect(suiteWithObjectCounts(uncharged, cloud.tenancy, "17")).toBe(uncharged);
    const dedicated = noveu();
    expect(suiteWithObjectCounts(dedicated, zuid.tenancy, "17")).toBe(dedicated);
  });

  test("counts no journal, which whoever writes it can't list", () => {
    const mail = servicesOf(cloud).find(({ name }) => name === "mail");
    expect(mail === undefined ? [] : Object.keys(mail.needs.buckets ?? {})).toEqual(["mail", "journal"]);
    expect(mail === undefined ? [] : countedBuckets(mail)).toEqual(["mail"]);
  });

  test("reaches its own buckets and its own database with the service's keys, and nothing else", () => {
    const flows = Object.values(planEnvironment(cloud).flows);
    for (const [name, workload] of counters(cloud)) {
      const to = flows.flatMap(({ from, to: target, port }) =>
        from.kind === "pods" && from.id === `${name}/${objectCounter}`
          ? [`${target.kind === "pods" ? target.id : target.kind} ${String(port)}`]
          : [],
      );
      expect(
        to.filter((flow) => !/^(object-storage 443|postgres-cell-\d\/instance 5432|cluster-dns 53)$/.test(flow)),
      ).toEqual([]);
      expect(to).toContain("object-storage 443");
      const service = servicesOf(cloud).find((one) => one.name === name);
      if (service === undefined) throw new Error(`there is no ${name}`);
      const at = surroundingsOf(cloud, cloud.site, service, "noord");
      const settings = [workload.environment(at), ...workload.preparation.map((step) => step.environment?.(at) ?? {})];
      const secrets = settings.flatMap((values) =>
        Object.values(values).flatMap((value) => (typeof value === "string" ? [] : [value.secret])),
      );
      const buckets = countedBuckets(service);
      expect([...new Set(secrets)].sort()).toEqual([...buckets.map((bucket) => `bucket-${bucket}`), "database"]);
      expect(settings).toContainEqual(
        expect.objectContaining({ PGDATABASE: `noord-${name}`, PGUSER: `noord-${name}` }),
      );
    }
  });
});

test.each([
  ["at Azure through the service's own gateway", azureWith, "files/objects-files 7070", /^http:\/\/.*:7070$/],
  ["on a cluster of one's own at its storage", existingWith, "object-storage 443", /^https:/],
  ["with Garage inside the cluster", garageWith, "objects/garage 3900", /^http:/],
])("%s, buckets are counted where the service finds them", (_, make, target, endpoint) => {
  const environment = make({ alba: { users: 120 }, borg: { users: 60 } });
  const [, workload] = counters(environment).find(([name]) => name === "files") ?? [];
  const service = servicesOf(environment).find(({ name }) => name === "files");
  if (workload === undefined || service === undefined) throw new Error("files count nothing");
  const at = surroundingsOf(environment, environment.site, service, "alba");
  const [step] = workload.preparation;
  expect(step?.environment?.(at)["RCLONE_CONFIG_FILES_ENDPOINT"]).toMatch(endpoint);
  const reached = Object.values(planEnvironment(environment).flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && from.id === `files/${objectCounter}`
      ? [`${to.kind === "pods" ? to.id : to.kind} ${String(port)}`]
      : [],
  );
  expect(reached).toContain(target);
});

/** As `rclone size --json` of 1.75 prints it. */
const recorded = '{"count":1093,"bytes":4712359,"sizeless":0,"fs":"files:noveu-west-beuk-files-eu-central-1"}\n';

interface Written {
  readonly status: number | null;
  readonly output: string;
  /** Words that psql was given; undefined where it was not called. */
  readonly said: string | undefined;
}

/** Runs both steps of the pod with an rclone that prints what it is told, and a psql that notes what it is asked. */
function count(found: Readonly<Record<string, string>>, broken: readonly string[] = []): Written {
  const at = mkdtempSync(join(tmpdir(), "bestek-count-"));
  try {
    mkdirSync(join(at, "work"));
    const program = (name: string, text: string): void => {
      writeFileSync(join(at, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    };
    for (const [bucket, text] of Object.entries(found)) writeFileSync(join(at, `${bucket}.found`), text);
    const failing = broken.map((bucket) => `[ "$bucket" != "${bucket}" ] || { printf '{"count":1,'; exit 1; }`);
    program(
      "rclone",
      [
        `for last; do :; done; bucket="\${last%%:*}"; [ "$1 $2" = "size --json" ] || exit 9`,
        ...failing,
        `cat "${at}/$bucket.found"`,
      ].join("\n"),
    );
    program(
      "psql",
      `for word; do case "$word" in --set=said=*) echo "\${word#--set=said=}" >"${at}/said" ;; esac; done`,
    );
    const run = (shell: string, script: string) =>
      spawnSync(shell, ["-c", script.replaceAll("/work/", `${at}/work/`)], {
        encoding: "utf8",
        env: {
          PATH: `${at}:${process.env["PATH"] ?? ""}`,
          ...Object.fromEntries(
            Object.keys(found).map((bucket) => [`${bucket.toUpperCase()}_BUCKET`, `there-${bucket}`]),
          ),
        },
      });
    const buckets = Object.keys(found);
    const counted = run("sh", countScript(buckets));
    const ended = counted.status === 0 ? run("bash", writeScript(buckets)) : counted;
    return {
      status: ended.status,
      output: `${ended.stdout}${ended.stderr}`,
      said: existsSync(join(at, "said")) ? readFileSync(join(at, "said"), "utf8").trim() : undefined,
    };
  } finally {
    rmSync(at, { recursive: true });
  }
}

describe("what is counted", () => {
  test("is written down as rclone says it", () => {
    const { status, said } = count({ files: recorded });
    expect(status).toBe(0);
    expect(said).toMatch(/^bytes=4712359 objects=1093 counted=\d{10}$/);
  });

  test("is the sum of a service's buckets, and an empty one counts as that", () => {
    const found = {
      mail: '{"count":2,"bytes":900719925474099,"sizeless":0}\n',
      other: '{"count":0,"bytes":0,"sizeless":0}',
    };
    expect(count(found).said).toMatch(/^bytes=900719925474099 objects=2 counted=/);
  });

  test.each([
    ["nothing", ""],
    ["half an answer", '{"count":3,"bytes":12'],
    ["two answers", `${recorded}${recorded}`],
    ["words around it", `2026/11/23 NOTICE: slow\n${recorded}`],
    ["a negative number", '{"count":3,"bytes":-1,"sizeless":0}'],
    ["a number that is none", '{"count":3,"bytes":1e9,"sizeless":0}'],
    ["a number that the shell would take for another", '{"count":3,"bytes":010,"sizeless":0}'],
    ["a number that no bucket holds", '{"count":3,"bytes":1234567890123456,"sizeless":0}'],
    ["an object without a size", '{"count":3,"bytes":12,"sizeless":1}'],
    ["a command", '{"count":3,"bytes":$(id),"sizeless":0}'],
    ["another order", '{"bytes":12,"count":3,"sizeless":0}'],
  ])("%s is no count, and nothing is written", (_, text) => {
    const { status, said, output } = count({ mail: text });
    expect({ status, said }).toEqual({ status: 1, said: undefined });
    expect(output).toContain("mail: no count");
  });

  test("of one bucket that can't be listed makes the whole night none", () => {
    expect(count({ files: recorded, mail: recorded }, ["mail"])).toMatchObject({ status: 1, said: undefined });
    expect(count({ files: recorded, mail: "garbage" })).toMatchObject({ status: 1, said: undefined });
  });

  test("stands in a schema of the service's own, as a comment", () => {
    expect(writeStatements).toContain(
      "CREATE SCHEMA IF NOT EXISTS bestek_objects;\nCOMMENT ON SCHEMA bestek_objects IS :'said';",
    );
  });
});
