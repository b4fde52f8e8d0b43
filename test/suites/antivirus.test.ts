import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zuid from "../../environments/noveu-zuid";
import { noveu } from "../../index";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { ageScript, largest, updaterConfiguration } from "../../suites/noveu/clamav-configuration";
import { exchangePlan } from "../../suites/noveu/exchange-plan";
import { setupScript } from "../../suites/noveu/nextcloud-configuration";
import { mailRules } from "../../suites/noveu/mail-rules";
import { stalwartPlan } from "../../suites/noveu/stalwart-plan";
import { cloudWith } from "../tenancy/shared-environment";
import type { Environment } from "../../environments/schema";
import type { Surroundings } from "../../language";

function seenBy(environment: Environment, name: string, tenant?: string): Surroundings {
  const service = environment.suite.services[name];
  if (service === undefined) throw new Error(`the sample has no ${name}`);
  return surroundingsOf(environment, environment.site, service, tenant);
}

const lines = (plan: string): readonly unknown[] =>
  plan
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
const about = (plan: string, object: string): unknown =>
  lines(plan).find((line) => JSON.stringify(line).includes(`"object":"${object}"`));

const cloud = cloudWith({ noord: { users: 50 } });
const callOut = {
  "@type": "upsert",
  value: {
    antivirus: {
      hostname: "antivirus-milter.antivirus.svc.cluster.local",
      port: 7357,
      stages: { data: true },
      tempFailOnError: true,
    },
  },
};

test.each([
  ["a dedicated mail server", stalwartPlan(seenBy(zuid, "mail"), mailRules)],
  ["a tenant's mail server", stalwartPlan(seenBy(cloud, "mail", "noord"), mailRules)],
  ["the exchanger of all tenants", exchangePlan(seenBy(cloud, "exchange"))],
])("%s takes nothing that nobody has looked at", (_, plan) => {
  expect(about(plan, "MtaMilter")).toMatchObject(callOut);
});

test("a mail server without an antivirus beside it asks nobody", () => {
  const bare = { ...zuid, suite: noveu({ without: ["antivirus"] }) };
  expect(about(stalwartPlan(seenBy(bare, "mail"), mailRules), "MtaMilter")).toBeUndefined();
  expect(setupScript(seenBy(bare, "files"))).toContain("app:disable files_antivirus");
});

test("uploads are looked at by the same scanner, and fail where it is away", () => {
  const script = setupScript(seenBy(zuid, "files"));
  expect(script).toContain("files_antivirus av_host --value=antivirus-scanner.antivirus.svc.cluster.local");
  expect(script).toContain("files_antivirus av_block_unreachable --value=true");
});

test("nothing that a mail server takes is too large to be looked at", () => {
  const taken = 104_857_600;
  expect(Number.parseInt(largest, 10) * 1024 * 1024).toBeGreaterThan(taken);
});

test("signatures come from their publisher, or from a copy of one's own and from nowhere else", () => {
  expect(updaterConfiguration({ kind: "publisher" })).toContain("\nDatabaseMirror database.clamav.net\n");
  const own = updaterConfiguration({ kind: "mirror", url: "https://registry.zuid.example.eu/clamav/" });
  expect(own).toContain("\nPrivateMirror https://registry.zuid.example.eu/clamav/\n");
  expect(own).not.toContain("DatabaseMirror");
});

test("of all services the scanner goes out over HTTPS, and what asks homeservers by their names", () => {
  const plan = planEnvironment(zuid);
  const out = Object.values(plan.flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && to.kind === "internet" && port === 443 ? [from.id] : [],
  );
  const services = Object.keys(plan.services);
  expect(out.filter((id) => services.includes(id.split("/")[0] ?? ""))).toEqual([
    "antivirus/scanner",
    "calls/authorization",
  ]);
});

test("mail from outside is marked as such, though no listener is on port 25", () => {
  for (const plan of [stalwartPlan(seenBy(zuid, "mail"), mailRules), exchangePlan(seenBy(cloud, "exchange"))]) {
    expect(about(plan, "MtaStageData")).toMatchObject({
      value: { addReceivedHeader: { match: [{ if: "listener == 'smtp'", then: "true" }], else: "false" } },
    });
    expect(JSON.stringify(about(plan, "MtaStageAuth"))).not.toContain("local_port");
  }
});

/** The script with a network and a clock of its own: what the scanner says, and BusyBox's way to read a day. */
function look(answer: string, day: string): number {
  const folder = mkdtempSync(join(tmpdir(), "bestek-age-"));
  try {
    const program = (name: string, text: string): void => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}`);
      chmodSync(join(folder, name), 0o755);
    };
    program("nc", `cat >/dev/null; echo '${answer}'\n`);
    program(
      "date",
      `case "$*" in *-D*) exec /bin/date -u -d "$5" +%s ;; *) exec /bin/date -u -d '${day}' +%s ;; esac\n`,
    );
    execFileSync("sh", ["-c", ageScript], {
      env: { PATH: `${folder}:/usr/bin:/bin`, SCANNER_HOST: "scanner", MAXIMUM_AGE_SECONDS: String(3 * 86_400) },
      stdio: "ignore",
    });
    return 0;
  } catch {
    return 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ["of today", "ClamAV 1.5.4/27800/Fri Nov 20 09:26:11 2026", "2026-11-21", 0],
  ["of four days ago", "ClamAV 1.5.4/27796/Mon Nov 16 09:26:11 2026", "2026-11-21", 1],
  ["that nobody tells of", "", "2026-11-21", 1],
  ["of no day", "ClamAV 1.5.4", "2026-11-21", 1],
])("signatures %s: exit %#", (_, answer, day, exit) => {
  expect(look(answer, day)).toBe(exit);
});
