import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import cloud from "../../environments/noveu-cloud";
import eigen from "../../environments/noveu-eigen";
import noord from "../../environments/noveu-noord";
import rijk from "../../environments/noveu-rijk";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";
import { comparedMebibytes, comparedObjects } from "../../suites/object-sample";
import { readBuckets } from "../../suites/rclone-remote";
import { objectSampler, replicaComparer } from "../../suites/replica-comparison";
import { replicaComparisonScript, samplingScript } from "../../suites/replica-comparison-scripts";
import { withActive } from "../audit/recovery/real-output";

const day = 24 * 3600;

/** What a look said of a bucket, in its last line. */
interface Look {
  readonly status: number | null;
  readonly said: unknown;
  readonly errors: string;
}

/**
 * A bucket at each of two sites, in folders, and a client that knows the verbs of rclone's that the scripts use, with the times of files as those of the
 * storage. Objects are as old as a day, unless they are written anew.
 */
class Sites {
  readonly at = mkdtempSync(join(tmpdir(), "replicas-"));

  constructor(objects: Readonly<Record<string, string>>) {
    for (const folder of ["here/comparisons", "there/comparisons", "work"])
      mkdirSync(join(this.at, folder), { recursive: true });
    for (const [name, text] of Object.entries(objects)) {
      this.write("here", name, text, day);
      this.write("there", name, text, day);
    }
    this.program(
      "rclone",
      `verb="$1"; where="$2"; case "$verb" in hashsum | copyto) where="$3" ;; esac
path="\${where#*:}"; bucket="\${path%%/*}"; rest="\${path#"$bucket"}"; rest="\${rest#/}"
[ "\${BROKEN:-}" != "$bucket" ] || exit 1
cd "${this.at}/$bucket"
names=""; previous=""
for word; do [ "$previous" != --files-from-raw ] || names="$word"; previous="$word"; done
case "$verb" in
  lsf)
    if [ -n "$rest" ]; then [ -n "$(ls "$rest")" ] || exit 3; ls "$rest"; exit 0; fi
    if [ -n "$names" ]; then
      while IFS= read -r name; do [ ! -e "$name" ] || find "./$name" -printf '%s %TY-%Tm-%Td %TH:%TM:00 '; [ ! -e "$name" ] || printf '%s\\n' "$name"; done <"$names"
    else find . -type f \\( -path './comparisons/*' -o -mmin +15 \\) -printf '%s %TY-%Tm-%Td %TH:%TM:00 %P\\n'; fi ;;
  hashsum)
    [ "$2 $4" = "sha256 --download" ] || exit 9
    status=0
    while IFS= read -r name; do
      if [ "\${SILENT:-}" = "$name" ] && [ ! -e "${this.at}/asked" ]; then touch "${this.at}/asked"; status=1
      elif [ -e "$name" ]; then printf '%s  %s\\n' "$(sha256sum <"$name" | cut -d ' ' -f 1)" "$name"; fi
    done <"$names"; exit $status ;;
  cat) [ ! -e "$rest" ] || cat "$rest" ;;
  copyto) cp "$2" "$rest" ;;
  delete) echo "$rest" >>"${this.at}/forgotten" ;;
  *) exit 9 ;;
esac`,
    );
    this.program("sleep", `[ ! -e "${this.at}/meanwhile" ] || sh "${this.at}/meanwhile"`);
    this.program(
      "date",
      `case "$*" in "-u +%s") echo $(($(/bin/date +%s) + $(cat "${this.at}/later" 2>/dev/null || echo 0))) ;; *) exec /bin/date "$@" ;; esac`,
    );
  }

  /** Seconds by which both sites' clocks go on. */
  later(seconds: number): this {
    writeFileSync(join(this.at, "later"), String(seconds));
    return this;
  }

  write(site: "here" | "there", name: string, text: string, age = 0): this {
    writeFileSync(join(this.at, site, name), text);
    const then = Date.now() / 1000 - age;
    utimesSync(join(this.at, site, name), then, then);
    return this;
  }

  remove(site: "here" | "there", name: string): this {
    rmSync(join(this.at, site, name));
    return this;
  }

  /** The storage copies the lists. */
  arrive(): this {
    spawnSync("cp", ["-r", join(this.at, "here/comparisons"), join(this.at, "there")]);
    return this;
  }

  lists(site: "here" | "there" = "here"): readonly string[] {
    return readdirSync(join(this.at, site, "comparisons")).sort();
  }

  /** The newest of a kind. */
  list(ending: string): string {
    const found = this.lists().findLast((name) => name.endsWith(ending)) ?? "";
    return readFileSync(join(this.at, "here/comparisons", found), "utf8");
  }

  sample(environment: Readonly<Record<string, string>> = {}, record = false, edit = same): Look {
    return this.run(samplingScript([{ name: "mail", record }]), "here", environment, edit);
  }

  /** Where something differs, what happens while it waits: by default, nothing but that its patience ends. */
  compare(
    meanwhile?: (sites: this) => void,
    environment: Readonly<Record<string, string>> = {},
    buckets = [{ name: "mail", record: false }],
  ): Look {
    if (meanwhile === undefined) writeFileSync(join(this.at, "meanwhile"), `echo 999999 >"${this.at}/later"`);
    const script = replicaComparisonScript(buckets);
    const first = this.run(script, "there", environment, (text) =>
      meanwhile === undefined ? text : text.replace("    sleep 300", "    exit 77"),
    );
    if (meanwhile === undefined || first.status !== 77) return first;
    meanwhile(this);
    // The look itself was over: it goes on where it waited.
    return this.run(script, "there", environment, (text) => text.replace(/^look "mail.*$/m, ":"));
  }

  forgets(): boolean {
    return existsSync(join(this.at, "forgotten"));
  }

  end(): void {
    rmSync(this.at, { recursive: true });
  }

  private run(
    script: string,
    bucket: "here" | "there",
    environment: Readonly<Record<string, string>>,
    edit: (text: string) => string,
  ): Look {
    const text = edit(script).replaceAll("/work", `${this.at}/work`).replaceAll("/dev/termination-log", "/dev/null");
    const { status, stdout, stderr } = spawnSync("sh", ["-c", text], {
      encoding: "utf8",
      env: { PATH: `${this.at}:${process.env["PATH"] ?? ""}`, SETTLED: "900", MAIL_BUCKET: bucket, ...environment },
    });
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const said: unknown = last === "" ? undefined : JSON.parse(last);
    return { status, said, errors: stderr };
  }

  private program(name: string, text: string): void {
    writeFileSync(join(this.at, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
}

const same = (text: string): string => text;

const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`object  ${String(index)}`, `text ${String(index)}`]),
  );

let sites: Sites;

/** Both ends hold these, a sample is drawn, and has arrived; four hours are over. */
const drawn = (objects: Readonly<Record<string, string>>): Sites => {
  sites = new Sites(objects);
  sites.sample();
  return sites.arrive().later(4 * 3600);
};

/** The source looks again, four hours after that, and what it says arrives. */
const told = (both: Sites): void => {
  both.later(8 * 3600).sample();
  both.arrive();
};

afterEach(() => {
  sites.end();
});

describe("the sample", () => {
  test("is written beside the objects, with sums, sizes and times, and without what looks wrote", () => {
    sites = new Sites(numbered(3));
    sites.write("here", "comparisons/0000000001.sums", "1 0\n", 30 * day);
    expect(sites.sample()).toMatchObject({ status: 0, said: { bucket: "here", listed: 3, read: 3, tooLarge: 0 } });
    expect(sites.lists()).toHaveLength(2);
    expect(sites.list(".sums")).toMatch(/^3 0\n/);
    expect(sites.list(".sums")).toMatch(/^[0-9a-f]{64} 6 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d object {2}1$/m);
  });

  test("is one of a large bucket, and holds nothing that may not have been copied yet", () => {
    sites = new Sites(numbered(comparedObjects + 50));
    sites.write("here", "new", "new");
    expect(sites.sample()).toMatchObject({ said: { listed: comparedObjects + 50, read: comparedObjects } });
    expect(sites.list(".sums")).not.toContain(" new\n");
  });

  test("leaves out what is too large, and counts it", () => {
    sites = new Sites({ ...numbered(1), large: "x".repeat(comparedMebibytes + 1) });
    const bytes = (text: string): string => text.replace(" * 1048576))", "))");
    expect(sites.sample({}, false, bytes)).toMatchObject({ said: { listed: 2, read: 1, tooLarge: 1 } });
  });

  test("is none where the bucket can't be listed", () => {
    sites = new Sites(numbered(1));
    expect(sites.sample({ BROKEN: "here" })).toMatchObject({ status: 1 });
    expect(sites.lists()).toEqual([]);
  });

  test("earlier lists go where they may, and stay where nobody may delete", () => {
    sites = new Sites(numbered(1));
    sites.sample({}, true);
    expect(sites.forgets()).toBe(false);
    sites.end();
    sites = new Sites(numbered(1));
    sites.sample();
    expect(sites.forgets()).toBe(true);
  });

  test("is not drawn again, nor looked through, while its copy is looked at", () => {
    sites = drawn(numbered(2)).later(3600);
    sites.sample();
    expect(sites.lists()).toHaveLength(1);
  });

  test("is looked through eight hours later: what is gone or was replaced is not there any more", () => {
    sites = drawn(numbered(4))
      .remove("here", "object  1")
      .write("here", "object  2", "text 9")
      .later(8 * 3600);
    expect(sites.sample()).toMatchObject({ status: 0, said: { unchanged: 2 } });
    expect(sites.list(".kept")).toMatch(/^\d{10}\n/);
    expect(sites.list(".kept")).not.toMatch(/object {2}[12]/);
  });

  test("is drawn anew a week later", () => {
    sites = drawn(numbered(2)).later(7 * day);
    sites.sample();
    expect(sites.lists().filter((name) => name.endsWith(".sums"))).toHaveLength(2);
  });
});

describe("the comparison", () => {
  test("finds the same, and asks nothing further", () => {
    expect(drawn(numbered(3)).compare()).toMatchObject({
      status: 0,
      said: { bucket: "there", listed: 3, same: 3, different: 0, changed: 0 },
    });
  });

  test.each<readonly [string, (both: Sites) => unknown]>([
    ["an object that never arrived", (both) => both.remove("there", "object  1")],
    ["an object whose copy is broken", (both) => both.write("there", "object  1", "tixt 1", day)],
    ["an object whose copy is another's", (both) => both.write("there", "object  1", "text 2", day)],
  ])("%s fails it once the source says that it still holds it", (_, break_) => {
    sites = drawn(numbered(3));
    break_(sites);
    expect(sites.compare(told)).toMatchObject({ status: 1, said: { same: 2, different: 1, changed: 0 } });
  });

  test.each<readonly [string, (both: Sites) => unknown]>([
    ["was deleted", (both) => both.remove("here", "object  1").remove("there", "object  1")],
    ["was deleted, and is there still", (both) => both.remove("here", "object  1").write("there", "object  1", "?")],
    ["was replaced", (both) => both.write("here", "object  1", "new").write("there", "object  1", "new")],
    ["was replaced by as many bytes", (both) => both.write("here", "object  1", "text 7").remove("there", "object  1")],
  ])("what %s at the source since is no fault", (_, change) => {
    sites = drawn(numbered(3));
    change(sites);
    expect(sites.compare(told)).toMatchObject({ status: 0, said: { same: 2, different: 0, changed: 1 } });
  });

  test("a storage that did not answer once is asked again", () => {
    sites = drawn(numbered(3));
    expect(sites.compare(undefined, { SILENT: "object  2" })).toMatchObject({ status: 0, said: { same: 3 } });
  });

  test("where nobody says what the source still holds, it fails", () => {
    sites = drawn(numbered(3)).remove("there", "object  1");
    const { status, errors } = sites.compare();
    expect(status).toBe(1);
    expect(errors).toContain("nothing says whether the source still holds what differs");
  });

  test("what the source said before the copy was looked at tells nothing", () => {
    sites = drawn(numbered(3))
      .remove("there", "object  1")
      .later(5 * 3600);
    sites.sample();
    const { status, errors } = sites
      .arrive()
      .later(6 * 3600)
      .compare();
    expect(status).toBe(1);
    expect(errors).toContain("was looked at before its copy");
  });

  test.each<readonly [string, (both: Sites) => Sites]>([
    ["no list has arrived", (both) => both.remove("there", `comparisons/${both.lists("there")[0] ?? ""}`)],
    ["the newest list is a week old", (both) => both.later(7 * day)],
  ])("where %s, it fails", (_, change) => {
    const { status, errors } = change(drawn(numbered(2))).compare();
    expect(status).toBe(1);
    expect(errors).toContain("no list of the last hours has arrived");
  });

  test("what is no list is taken for none", () => {
    sites = drawn(numbered(2));
    sites.write("there", `comparisons/${sites.lists("there")[0] ?? ""}`, "$(id)\n");
    expect(sites.compare()).toMatchObject({ status: 1, errors: expect.stringContaining("is no list") });
  });

  test("an empty bucket is well; one of which nothing was read shows nothing", () => {
    expect(drawn({}).compare()).toMatchObject({ status: 0, said: { listed: 0, same: 0 } });
    sites.end();
    sites = new Sites(numbered(1));
    sites.sample({}, false, (text) => text.replace(`budget=$((${String(comparedMebibytes)} * 1048576))`, "budget=1"));
    expect(
      sites
        .arrive()
        .later(4 * 3600)
        .compare(),
    ).toMatchObject({ status: 1, said: { listed: 1, same: 0, tooLarge: 1 } });
  });

  test("a bucket that fails keeps no other from being looked at, and fails the job", () => {
    const buckets = [
      { name: "gone", record: true },
      { name: "mail", record: false },
    ];
    expect(drawn(numbered(2)).compare(undefined, { BROKEN: "gone", GONE_BUCKET: "gone" }, buckets)).toMatchObject({
      status: 1,
      said: { bucket: "there", same: 2 },
    });
  });
});

const lookers = (environment: Environment): readonly string[] =>
  servicesOf(environment).flatMap(({ name, workloads }) =>
    [objectSampler, replicaComparer].flatMap((workload) => (workload in workloads ? [`${name}/${workload}`] : [])),
  );

describe("who looks", () => {
  beforeEach(() => {
    sites = new Sites({});
  });

  test.each([
    ["a warm standby", zuid],
    ["a region and a standby", rijk],
    ["a shared platform", cloud],
    ["a site at Azure", noord],
  ])("every service with a bucket of %s, once for all of its buckets", (_, environment) => {
    const having = servicesOf(environment).filter((service) => readBuckets(service).length > 0);
    expect(having.length).toBeGreaterThan(3);
    expect(lookers(environment)).toEqual(
      having.flatMap(({ name }) => [`${name}/${objectSampler}`, `${name}/${replicaComparer}`]),
    );
  });

  test("a journal, which its writer can't read, is left out", () => {
    const mail = servicesOf(rijk).find(({ name }) => name === "mail");
    expect(Object.keys(mail?.needs.buckets ?? {}).sort()).toEqual(["journal", "mail"]);
    expect(mail === undefined ? [] : readBuckets(mail)).toEqual([{ name: "mail", record: false }]);
  });

  test.each([
    ["one site", west],
    ["storage that a job carries out of", eigen],
    ["a site that may be gone", withActive("standby")],
  ])("nobody with %s", (_, environment) => {
    expect(lookers(environment)).toEqual([]);
  });

  test("roles turn with the sites", () => {
    expect(lookers(withActive("standby-followed"))).toEqual(lookers(zuid));
  });

  test("each reaches storage alone, with the keys that its service has at the site", () => {
    const { flows } = planEnvironment(zuid);
    const mail = servicesOf(zuid).find(({ name }) => name === "mail");
    if (mail === undefined || zuid.recovery.kind !== "warm-standby") throw new Error("there is no standby");
    for (const [workload, site, id] of [
      [objectSampler, zuid.site, "eu-west-par"],
      [replicaComparer, zuid.recovery.site, "eu-south-mil"],
    ] as const) {
      const reached = Object.values(flows).flatMap(({ from, to }) =>
        from.kind === "pods" && from.id === `mail/${workload}` ? [to.kind] : [],
      );
      expect([...new Set(reached)].sort()).toEqual(["cluster-dns", "object-storage"]);
      const environment = mail.workloads[workload]?.environment(surroundingsOf(zuid, site, mail)) ?? {};
      expect(environment["MAIL_BUCKET"]).toBe(`noveu-zuid-mail-${id}`);
      const secrets = Object.values(environment).flatMap((value) => (typeof value === "string" ? [] : [value.secret]));
      expect(new Set(secrets)).toEqual(new Set(["bucket-mail"]));
    }
  });

  test("at Azure the copies are read past the gateways, which rest, and without any key", () => {
    const { flows } = planEnvironment(noord);
    const mail = servicesOf(noord).find(({ name }) => name === "mail");
    if (mail === undefined || noord.recovery.kind !== "warm-standby") throw new Error("there is no standby");
    const reached = (workload: string): readonly string[] =>
      Object.values(flows).flatMap(({ from, to }) =>
        from.kind === "pods" && from.id === `mail/${workload}` ? [to.kind === "pods" ? to.id : to.kind] : [],
      );
    expect(new Set(reached(replicaComparer))).toEqual(new Set(["cluster-dns", "object-storage"]));
    expect(new Set(reached(objectSampler))).toEqual(new Set(["cluster-dns", "mail/objects-mail"]));
    const comparer = mail.workloads[replicaComparer];
    expect(comparer?.atStorage).toEqual({ kind: "reader" });
    expect(comparer?.environment(surroundingsOf(noord, noord.recovery.site, mail))).toEqual({
      HOME: "/work",
      GOMEMLIMIT: "40MiB",
      ...Object.fromEntries(
        ["BUFFER_SIZE", "CACHE_DIR", "CHECKERS", "CONFIG", "TEMP_DIR", "TRANSFERS"].map((name) => [
          `RCLONE_${name}`,
          expect.any(String),
        ]),
      ),
      MAIL_BUCKET: "noveu-noord-mail-germanywestcentral",
      RCLONE_CONFIG_MAIL_TYPE: "azureblob",
      RCLONE_CONFIG_MAIL_ACCOUNT: expect.stringMatching(/^objects[0-9a-f]{16}$/),
      RCLONE_CONFIG_MAIL_ENV_AUTH: "true",
      RCLONE_CONFIG_MAIL_NO_CHECK_CONTAINER: "true",
      RCLONE_CONFIG_MAIL_ENCODING: "Slash,InvalidUtf8,Dot",
    });
  });

  test("the scripts are the same everywhere: what differs is how rclone finds a bucket", () => {
    const script = (environment: Environment): unknown =>
      servicesOf(environment)
        .find(({ name }) => name === "files")
        ?.workloads[replicaComparer]?.files(
          surroundingsOf(environment, environment.site, { name: "files", tenancy: "multi-tenant" }),
        );
    expect(script(noord)).toEqual(script(zuid));
    expect(script(zuid)).toHaveProperty(["compare.sh"]);
  });
});
