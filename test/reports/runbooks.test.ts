import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderCharts } from "../../charts";
import { runbookFacts } from "../../cli/runbook-facts";
import azure from "../../environments/noveu-noord";
import rijk from "../../environments/noveu-rijk";
import production from "../../environments/noveu-zuid";
import { backupRestore, defineEnvironment, type Environment, type EnvironmentFacts } from "../../environments/schema";
import { planEnvironment } from "../../planning";
import { noveu } from "../../index";
import { secretsAudience } from "../../constructs/platform/secrets/secret-paths";
import { runbooks } from "../../reports/runbooks";
import { synthesizeStacks } from "../../stacks";
import { cloudWith } from "../tenancy/shared-environment";

const { recovery } = production.facts;
if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");

const environmentWith = (changes: Partial<EnvironmentFacts>): Environment =>
  defineEnvironment({ ...production.facts, ...changes });

/** Runbooks of an environment, with the names that really exist in what is synthesized. */
function written(environment: Environment) {
  const folder = mkdtempSync(join(tmpdir(), "bestek-runbooks-"));
  try {
    const plan = planEnvironment(environment);
    const stacks = synthesizeStacks({ environment, plan, charts: [], outdir: folder });
    const objects = renderCharts(environment, plan).flatMap(({ manifests, site }) =>
      manifests.map(({ kind, metadata }) => `${site}/${kind}/${metadata.name}`),
    );
    const books = runbooks(runbookFacts(environment, plan, stacks));
    return { books, objects, stacks: stacks.map(({ name }) => name), namespaces: Object.keys(plan.namespaces) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pair = written(production);
const survivor = written(environmentWith({ recovery: { ...recovery, active: "standby" } }));
const journalled = written(rijk);
const alone = written(environmentWith({ recovery: backupRestore({ offsite: "SBG" }) }));

/** A shared platform of two tenants. */
const shared = written(cloudWith({ alba: { users: 40 }, borg: { users: 20 } }, {}, 1));

const cases = [
  ["a pair", pair],
  ["a survivor", survivor],
  ["a single site", alone],
  ["a journal of mail", journalled],
] as const;

/** Shell blocks of a document, heredocs and all. */
const scripts = (book: string): readonly string[] =>
  [...book.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, script = ""]) => script);
const all = (books: Readonly<Record<string, string>>): string => Object.values(books).flatMap(scripts).join("\n");
const found = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name)),
];
const book = (of: typeof pair, name: string): string => of.books[name] ?? "";

test("whoever asks for a token for the secrets server has it made out to it", () => {
  for (const [, { books }] of cases) {
    const asked = all(books).match(/create token .*/g) ?? [];
    expect(asked).not.toEqual([]);
    for (const command of asked)
      expect(command).toMatch(new RegExp(`^create token [a-z]+ --audience ${secretsAudience}\\)`));
  }
});

test("a pair fails over, fails back and switches; a single site is rebuilt; all are restored, drilled and rotated", () => {
  const common = ["drill.md", "dumps.md", "key-rotation.md", "restore.md"];
  expect(Object.keys(pair.books).sort()).toEqual([...common, "failback.md", "failover.md", "switch.md"].sort());
  expect(Object.keys(alone.books).sort()).toEqual([...common, "rebuild.md"].sort());
});

test.each(cases)(
  "%s: every stack, CronJob and namespace that a command names exists",
  (_, { books, stacks, objects, namespaces }) => {
    const text = all(books);
    const applied = found(text, /^apply ([\w-]+)$/gm);
    expect(applied.length).toBeGreaterThan(0);
    expect(applied.filter((name) => !stacks.includes(name))).toEqual([]);
    const jobs = found(text, /--from=cronjob\/([\w-]+)/g);
    expect(jobs.filter((job) => !objects.some((object) => object.endsWith(`/CronJob/${job}`)))).toEqual([]);
    const used = found(text, /--namespace ([\w-]+)/g);
    expect(used.filter((namespace) => !namespaces.includes(namespace))).toEqual([]);
  },
);

test("a new tenant is a line of facts: what it gets, which stacks make it, and who lists it, are those that exist", () => {
  const page = book(shared, "on-boarding.md");
  for (const { books } of [pair, survivor, alone]) expect(Object.keys(books)).not.toContain("on-boarding.md");
  const applied = found(page, /^apply ([\w$-]+)$/gm);
  const asBorg = applied.map((name) => name.replace("$tenant", "borg"));
  expect(asBorg.filter((name) => !shared.stacks.includes(name))).toEqual([]);
  // All of its stacks, its buckets before its keys and both before its services.
  expect(asBorg.filter((name) => name.includes("-borg"))).toEqual(
    shared.stacks.filter((name) => name.includes("-borg")),
  );
  expect(applied).toContain("noveu-cloud-application-eu-west-par");
  expect(page).toContain("Mail exchanger");
  expect(page).toContain("Storage in databases, on volumes and in buckets (GiB), Accounts (accounts)");
  const namespaces = found(page, /--namespace "\$tenant-([\w-]+)"/g);
  expect(namespaces.length).toBeGreaterThan(3);
  for (const name of namespaces) {
    expect(shared.objects.some((object) => object.includes(`/Namespace/borg-${name}`))).toBe(true);
  }
  for (const script of scripts(page)) {
    expect(() =>
      execFileSync("sh", ["-n"], { input: script.replaceAll(/<[^>\n]+>/g, "VALUE"), stdio: "pipe" }),
    ).not.toThrow();
  }
});

test.each(cases)("%s: a shell understands every command", (_, { books }) => {
  for (const script of Object.values(books).flatMap(scripts)) {
    expect(() =>
      execFileSync("sh", ["-n"], { input: script.replaceAll(/<[^>\n]+>/g, "VALUE"), stdio: "pipe" }),
    ).not.toThrow();
  }
});

test("a command that names nothing would be found", () => {
  expect(found("apply noveu-zuid-nowhere\n", /^apply ([\w-]+)$/gm)).toEqual(["noveu-zuid-nowhere"]);
});

describe("turning keys", () => {
  test("the key that others are told of serves only after it is known, and the old one goes after that", () => {
    const text = book(pair, "key-rotation.md");
    const order = [
      "write `k2` before `k1` in `mail.certificate.keys`",
      "apply noveu-zuid-application-eu-west-par",
      "dig +short TLSA _25._tcp.mail.zuid.example.eu",
      "retire noveu-zuid address noveu-zuid-trust:vault_transit_secret_backend_key.certificate-key-mail-k1",
      "apply noveu-zuid-trust",
      "apply noveu-zuid-data-eu-west-par",
      "delete secret certificate-k1",
    ].map((part) => text.indexOf(part, text.indexOf("The key of the mail server's certificate")));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("on a shared platform it is the key of the server that takes mail for all", () => {
    const text = book(shared, "key-rotation.md");
    expect(text).toContain("dig +short TLSA _25._tcp.mx.cloud.example.eu");
    expect(text).toContain("certificate-key-exchange-k1");
  });
});

describe("failover", () => {
  const text = book(pair, "failover.md");

  test("fences first, reads secrets back, promotes without a token, moves names, and cleans up last", () => {
    const order = [
      "fencedInstances",
      "cronjob/secrets-follow",
      'active: "standby"',
      "apply noveu-zuid-operators-eu-south-mil",
      "apply noveu-zuid-data-eu-south-mil",
      "apply noveu-zuid-presentation-eu-south-mil",
      "apply noveu-zuid-dns",
      "apply noveu-zuid-trust",
    ].map((part) => text.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(text).not.toContain("promotionToken");
  });

  test("applies nothing of the site that is gone", () => {
    expect(found(text, /^apply ([\w-]+)$/gm).filter((name) => name.endsWith("eu-west-par"))).toEqual([]);
  });

  test("bears the plan's own numbers", () => {
    expect(text).toContain("detect 2 min, decide 20 min, fence 5 min");
    expect(text).toContain("postgres: 5.5 min of work lost");
  });
});

describe("a planned switch", () => {
  const text = book(pair, "switch.md");

  test("hands the token over in one change with the new primary", () => {
    expect(text.indexOf(".status.demotionToken")).toBeLessThan(text.indexOf('promotionToken\\"'));
    expect(text).toMatch(/"replica\\":\{\\"primary\\":\\"eu-south-mil\\",\\"promotionToken/);
    expect(text).toContain('active: "standby-followed"');
  });

  test("saves secrets before it reads them back", () => {
    expect(text.indexOf("cronjob/secrets-save")).toBeLessThan(text.indexOf("cronjob/secrets-follow"));
  });
});

test("the way back begins the lost databases anew in an archive folder of their own", () => {
  const text = book(pair, "failback.md");
  expect(text).toContain("rebuilt: { primary: 1 }");
  expect(text.indexOf("delete cluster.postgresql.cnpg.io postgres")).toBeLessThan(
    text.indexOf("apply noveu-zuid-data-eu-west-par"),
  );
});

test("a site that survived alone is written about as the one that serves", () => {
  expect(book(survivor, "failback.md")).toContain("EU-WEST-PAR is back, EU-SOUTH-MIL serves");
  expect(Object.keys(survivor.books)).not.toContain("failover.md");
});

test("a restore reads the archive where it lies, and archives nothing", () => {
  const text = book(pair, "restore.md");
  expect(text).toContain("barmanObjectName: archive-eu-west-par, serverName: postgres");
  expect(text).not.toContain("isWALArchiver");
});

describe("at Azure", () => {
  if (azure.facts.tenancy.kind !== "dedicated") throw new Error("the sample is dedicated");
  const standby = written(azure);
  const single = written(
    defineEnvironment({
      ...azure.facts,
      tenancy: { ...azure.facts.tenancy, databases: "cluster-per-service" },
      recovery: backupRestore({ offsite: "francecentral" }),
    }),
  );

  test("a failover ends the copying that nobody else may write beside", () => {
    const failover = book(standby, "failover.md");
    expect(failover).toMatch(
      /or-policy delete --account-name objects[0-9a-f]{16} --resource-group noveu-noord-objects-germanywestcentral/,
    );
    expect(failover.indexOf("or-policy")).toBeLessThan(failover.indexOf("## 4."));
    expect(book(pair, "failover.md")).not.toContain("or-policy");
  });

  test("a rebuild speaks of blobs and roles, and of no key", () => {
    const rebuild = book(single, "rebuild.md");
    expect(rebuild).toContain("az storage blob download --auth-mode login");
    expect(rebuild).toContain("Storage Blob Data Reader");
    expect(rebuild).toContain("azcopy copy");
    expect(rebuild).not.toMatch(/rclone copy|s3:\/\/|AWS_/);
  });

  test("a rebuild names every database cluster in its order, and the lost archive once", () => {
    const rebuild = book(single, "rebuild.md");
    const clusters = found(rebuild, /wait cluster\.postgresql\.cnpg\.io\/([a-z0-9-]+) /g);
    expect(clusters.length).toBeGreaterThan(1);
    expect(clusters).toEqual([...clusters].sort());
    expect(rebuild.match(/name: archive-lost \}/g)).toHaveLength(1);
    for (const script of scripts(rebuild)) {
      execFileSync("sh", ["-n"], { input: script.replaceAll(/<[^>\n]+>/g, "VALUE") });
    }
  });
});

test("a journal is read with the keys of those who restore, by nobody's pod, and carried home without its writer's looking", () => {
  const read = book(journalled, "journal.md");
  expect(read).toContain("for 2557 days");
  expect(read).toContain("bao kv get -mount=backup -field=access-key restore/eu-west-par");
  expect(read).toContain('"from:noveu-rijk-journal-eu-west-par/$DAY"');
  expect(all(journalled.books)).not.toMatch(/FROM_ACCESS_KEY_ID="\$\(kubectl[^"]*bucket-journal/);
  expect(book(journalled, "failback.md")).toMatch(
    /journal-eu-south-mil to:noveu-rijk-journal-eu-west-par .*--no-check-dest/,
  );
  expect(book(journalled, "restore.md")).not.toContain("journal");
  expect(pair.books["journal.md"]).toBeUndefined();
});

test("a dump is fetched from where it is archived, opened by both keys, and forgotten with the tenant's", () => {
  const read = book(pair, "dumps.md");
  expect(read).toContain("ENDPOINT=https://s3.eu-south-mil.io.cloud.ovh.net");
  expect(read).toContain('"from:noveu-zuid-archive-eu-west-par/dumps/$TENANT/$DATABASE.sealed"');
  expect(read).toContain("backup-operator and tenant-noveu-zuid");
  expect(read.indexOf("transit/decrypt/$TENANT")).toBeLessThan(read.indexOf("backup-transit/decrypt/backups"));
  expect(read).toContain("bao delete transit/keys/$TENANT");
  expect(read).toContain("42 days later: snapshots of the secrets hold the key");
  expect(book(shared, "dumps.md")).toContain("npx bestek retire noveu-cloud tenant <id>");
});

test("at Azure a dump is fetched from the account that holds the archive", () => {
  expect(book(written(azure), "dumps.md")).toMatch(
    /azcopy copy "https:\/\/[a-z0-9]+\.blob\.core\.windows\.net\/noveu-noord-archive-[a-z-]+\/dumps\//,
  );
});

test("tenants' journals are read by whoever has the storage's account, and the book names where they lie", () => {
  const kept = written(
    cloudWith({ alba: { users: 40 } }, { suite: noveu({ mail: { journal: { kind: "kept", years: 1 } } }) }, 1),
  );
  expect(book(kept, "journal.md")).toContain("noveu-cloud-<tenant>-journal-");
});
