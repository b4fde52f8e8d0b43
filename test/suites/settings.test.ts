import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zuid from "../../environments/noveu-zuid";
import west from "../../environments/noveu-west";
import { flowsOf } from "../../planning/flows";
import { surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";
import { settings } from "../../suites/platform";
import {
  fetchScript,
  gitFolders,
  hookScript,
  restoreScript,
  saveScript,
  startScript,
} from "../../suites/platform/git-scripts";

// Git and a shell start in tenths of a second; this is a bound on hanging, not a claim about speed.
jest.setTimeout(60_000);

const at = surroundingsOf(zuid, zuid.site, settings);
const server = settings.workloads["forgejo"];

test("settings are a customer's own: in management where there is one customer, and nowhere where there are tenants", () => {
  expect(servicesOf(zuid).map(({ name }) => name)).toContain("config");
  expect(servicesOf(west).map(({ name }) => name)).not.toContain("config");
  expect(flowsOf(zuid).namespaces["config"]?.zone).toBe("mgmt");
});

test("people come through the jump host; beside them the runner, probes and monitoring, and nobody else", () => {
  const callers = Object.values(flowsOf(zuid).flows).flatMap(({ from, to }) =>
    to.kind === "pods" && to.id === "config/forgejo" ? [from.kind === "pods" ? from.id : from.kind] : [],
  );
  expect(callers.sort()).toEqual(["config/runner", "kube-prometheus-stack/prometheus", "nodes", "ops/jump-host"]);
});

test("the jump host leads to settings where there are any, with the same guards as everywhere", () => {
  const ops = (from: typeof zuid) => servicesOf(from).find(({ name }) => name === "ops");
  expect(ops(zuid)?.exposes.map(({ label }) => label)).toEqual(["ops", "git"]);
  expect(ops(west)?.exposes.map(({ label }) => label)).toEqual(["ops"]);
  const [console, git] = ops(zuid)?.exposes ?? [];
  expect({ ...git, label: "ops" }).toEqual(console);
  expect(ops(zuid)?.needs.oidc?.redirects).toEqual([
    { label: "ops", path: "/oauth2/callback" },
    { label: "git", path: "/oauth2/callback" },
  ]);
});

test("nobody registers, looks around or signs in with a password", () => {
  const configuration = server?.files(at)["app.ini"] ?? "";
  for (const line of [
    "ROOT_URL = https://git.zuid.example.eu/",
    "ALLOW_ONLY_EXTERNAL_REGISTRATION = true",
    "REQUIRE_SIGNIN_VIEW = true",
    "ENABLE_INTERNAL_SIGNIN = false",
    "FORCE_PRIVATE = true",
    "DISABLE_GIT_HOOKS = true",
    "SSL_MODE = require",
  ]) {
    expect(configuration.split("\n")).toContain(line);
  }
  expect(startScript).toContain("--required-claim-value administrators --admin-group administrators");
});

test("files hold no secret: they come as variables", () => {
  const values = Object.entries(server?.environment(at) ?? {}).filter(([name]) =>
    /PASSWORD|SECRET|TOKEN|KEY/.test(name),
  );
  expect(values.length).toBeGreaterThan(5);
  for (const [name, value] of values)
    expect([name, value]).toEqual([name, expect.objectContaining({ kind: "secret" })]);
});

/** A stand-in for the program that reaches the bucket: a folder is the bucket, and a file beside it says that it can't be reached. */
const rclone = (bucket: string): string => `#!/bin/sh
set -eu
if [ -e "${bucket}.gone" ]; then exit 1; fi
case "$1" in
  copyto) to="${bucket}/\${3#STORE:$STORE_BUCKET/}"; mkdir -p "$(dirname "$to")"; cp "$2" "$to" ;;
  copy) cp -R "${bucket}/." "$3" ;;
esac
`;

/** One pod of the server, with folders of its own and a bucket that outlives it. */
class Pod {
  readonly folder: string;
  private readonly bucket: string;

  constructor(home: string) {
    this.folder = mkdtempSync(join(home, "pod-"));
    this.bucket = join(home, "settings");
    for (const name of ["files", "run", "data", "bin"]) mkdirSync(join(this.folder, name));
    for (const [name, script] of Object.entries({ "save.sh": saveScript, "hook.sh": hookScript })) {
      writeFileSync(join(this.folder, "files", name), this.here(script));
    }
    writeFileSync(join(this.folder, "run/store"), "export STORE_BUCKET='settings'\n");
    writeFileSync(join(this.folder, "bin/rclone"), rclone(this.bucket));
    chmodSync(join(this.folder, "bin/rclone"), 0o755);
    this.run("sh", "-c", this.here(fetchScript));
    this.run("sh", "-c", this.here(restoreScript));
  }

  /** A script with this pod's folders for those of the container. */
  private here(script: string): string {
    return script
      .replaceAll(gitFolders.files, join(this.folder, "files"))
      .replaceAll(gitFolders.run, join(this.folder, "run"))
      .replaceAll(gitFolders.data, join(this.folder, "data"));
  }

  get repositories(): string {
    return join(this.folder, "data/git/repositories");
  }

  run(command: string, ...args: readonly string[]): { readonly output: string; readonly complaints: string } {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${join(this.folder, "bin")}:${process.env["PATH"] ?? ""}`,
        STORE_BUCKET: "settings",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_SYSTEM: "/dev/null",
        ...Object.fromEntries(
          ["AUTHOR", "COMMITTER"].flatMap((who) => [
            [`GIT_${who}_NAME`, "test"],
            [`GIT_${who}_EMAIL`, "test@example.eu"],
          ]),
        ),
      },
    });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
    return { output: stdout.trim(), complaints: stderr };
  }

  /** As Forgejo makes one: its own hook runs everything that lies beside it. */
  create(name: string): string {
    const repository = join(this.repositories, name);
    this.run(
      "git",
      "init",
      "--quiet",
      "--bare",
      "--initial-branch=main",
      `--template=${join(this.folder, "data/template")}`,
      repository,
    );
    this.delegate(repository);
    return repository;
  }

  delegate(repository: string): void {
    const hook = join(repository, "hooks/post-receive");
    writeFileSync(hook, '#!/bin/sh\nfor each in hooks/post-receive.d/*; do "./$each"; done\n');
    chmodSync(hook, 0o755);
  }

  /** Commits a text and pushes it; what the pusher is told. */
  push(repository: string, text: string): string {
    const clone = mkdtempSync(join(this.folder, "clone-"));
    this.run("git", "clone", "--quiet", repository, clone);
    writeFileSync(join(clone, "page.ts"), text);
    this.run("git", "-C", clone, "add", ".");
    this.run("git", "-C", clone, "commit", "--quiet", "--message", text);
    return this.run("git", "-C", clone, "push", "origin", "HEAD:main").complaints;
  }

  read(name: string): string {
    return this.run("git", "-C", join(this.repositories, name), "show", "HEAD:page.ts").output;
  }

  save(repository: string): void {
    this.run("sh", join(this.folder, "files/save.sh"), repository);
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }

  readonly isReached = (reached: boolean): void => {
    if (reached) rmSync(`${this.bucket}.gone`, { force: true });
    else writeFileSync(`${this.bucket}.gone`, "");
  };
}

describe("repositories outlive the server", () => {
  const home = mkdtempSync(join(tmpdir(), "bestek-settings-"));
  const bucket = join(home, "settings");
  const start = (): Pod => new Pod(home);

  beforeEach(() => {
    rmSync(bucket, { recursive: true, force: true });
    mkdirSync(bucket);
  });
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  test("what was pushed is in the bucket before the pusher is told, and in the next server's repository", () => {
    const first = start();
    expect(first.push(first.create("platform/settings.git"), "users: 4200")).not.toContain("not yet");
    expect(readdirSync(join(bucket, "platform"))).toEqual(["settings.bundle"]);
    first.end();
    const second = start();
    expect(second.read("platform/settings.git")).toBe("users: 4200");
    expect(second.run("git", "-C", join(second.repositories, "platform/settings.git"), "remote").output).toBe("");
  });

  test("a restored repository saves what comes next as well", () => {
    const first = start();
    first.push(first.create("platform/settings.git"), "users: 4200");
    const second = start();
    const restored = join(second.repositories, "platform/settings.git");
    second.delegate(restored);
    second.push(restored, "users: 4300");
    expect(start().read("platform/settings.git")).toBe("users: 4300");
  });

  test("a pusher is told where the bucket is out of reach, and a later round takes it there", () => {
    const pod = start();
    const repository = pod.create("platform/settings.git");
    pod.isReached(false);
    expect(pod.push(repository, "users: 4200")).toContain("not yet in the bucket");
    expect(() => {
      pod.save(repository);
    }).toThrow("save.sh");
    expect(existsSync(join(bucket, "platform"))).toBe(false);
    pod.isReached(true);
    pod.save(repository);
    expect(start().read("platform/settings.git")).toBe("users: 4200");
  });

  test("what has not changed is not carried again, and an empty repository not at all", () => {
    const pod = start();
    const repository = pod.create("platform/settings.git");
    pod.save(repository);
    expect(existsSync(join(bucket, "platform"))).toBe(false);
    pod.push(repository, "users: 4200");
    const bundle = join(bucket, "platform/settings.bundle");
    writeFileSync(bundle, "left alone");
    pod.save(repository);
    expect(readFileSync(bundle, "utf8")).toBe("left alone");
  });

  test("a server that can't reach the bucket doesn't start with nothing in it", () => {
    const pod = start();
    pod.push(pod.create("platform/settings.git"), "users: 4200");
    pod.isReached(false);
    expect(start).toThrow("rclone");
    pod.isReached(true);
    cpSync(bucket, `${bucket}-kept`, { recursive: true });
    expect(readdirSync(`${bucket}-kept/platform`)).toEqual(["settings.bundle"]);
  });
});
