import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VaultInitialization, recoveryMap } from "../../../constructs/platform/secrets/vault-initialization";
import { beginScript, openingRequests, openScript } from "../../../constructs/platform/secrets/vault-scripts";
import { render } from "../render";
import { mirrorAt } from "../../../language";

const holders = ["alpha", "beta", "gamma"];
const objects = render((chart) => {
  new VaultInitialization(chart, "initialization", {
    recoveryKeys: { threshold: 2, holders: holders.map((name) => ({ name, publicKey: `public key of ${name}` })) },
    mirror: mirrorAt("mirror.example.eu"),
    pullSecret: "pull",
  });
}, "vault");
const job = JSON.stringify(Object.values(objects).find(({ kind }) => kind === "Job"));

describe("the job", () => {
  test("may read and change one ConfigMap, and nothing else", () => {
    expect(objects["Role/initialization"]).toMatchObject({
      rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [recoveryMap], verbs: ["get", "patch"] }],
    });
    expect(Object.keys(objects).filter((id) => id.startsWith("ClusterRole"))).toEqual([]);
  });

  test("leaves no secret in a file, and the parts survive the release", () => {
    expect(Object.values(objects).filter(({ kind }) => kind === "Secret")).toEqual([]);
    expect(objects[`ConfigMap/${recoveryMap}`]).toMatchObject({
      metadata: { annotations: { "helm.sh/resource-policy": "keep" } },
    });
    expect(objects[`ConfigMap/${recoveryMap}`]).not.toHaveProperty("data");
  });

  test("shows Vault a token that is made out to it, and the API another one", () => {
    const tokens = [...job.matchAll(/"serviceAccountToken":(\{[^}]*\})/g)].map(([, token]) => token);
    expect(tokens).toEqual([
      '{"audience":"secrets","expirationSeconds":900,"path":"token"}',
      '{"expirationSeconds":900,"path":"token"}',
    ]);
    const roles = openingRequests().filter(({ path }) => path.includes("/role/"));
    expect(roles.map(({ name }) => name)).toEqual(["terraform-role", "snapshot-role", "done-role"]);
    for (const { data } of roles) expect(data).toMatchObject({ audience: "secrets" });
  });

  test("keeps the root token from whoever speaks to the cluster, and from disks", () => {
    const mounts = /"name":"keep".*?"volumeMounts":(\[.*?\])/.exec(job)?.[1];
    expect(mounts).toBeDefined();
    expect(mounts).not.toContain("/first");
    expect(job).toMatch(/"emptyDir":\{"medium":"Memory"[^}]*\},"name":"first"/);
  });
});

/** What stands in for Vault: servers are files, and every request is written down. */
const standIn = `#!/bin/sh
echo "$*" >> "$STATE/requests"
case "$*" in
  "operator init -status"*)
    server="\${4#-address=http://}"; server="\${server%%.*}"
    if [ -e "$STATE/down-$server" ]; then exit 1; fi
    if [ -e "$STATE/initialized-$server" ]; then exit 0; fi
    exit 2 ;;
  "operator init -address"*)
    touch "$STATE/initialized-vault-0"
    cat "$STATE/answer" ;;
  "audit list"*) [ ! -e "$STATE/audit" ] || echo "stdout/    file" ;;
  "auth list"*) [ ! -e "$STATE/auth" ] || echo "terraform/    kubernetes" ;;
  "write sys/audit/stdout"*) touch "$STATE/audit" ;;
  "write sys/auth/terraform"*) touch "$STATE/auth" ;;
  "write auth/terraform/role/initialization"*) touch "$STATE/done" ;;
  "write -field=token auth/terraform/login"*) [ -e "$STATE/done" ] && echo short-lived ;;
  "write "*)
    if [ "$VAULT_TOKEN" != "hvs.root" ]; then exit 2; fi
    if [ "$*" = "$(cat "$STATE/fails" 2> /dev/null)" ]; then rm "$STATE/fails"; exit 2; fi ;;
esac
`;

const parts = ["cGFydCBvZiBhbHBoYQ==", "cGFydCBvZiBiZXRh", "cGFydCBvZiBnYW1tYQ=="];
const answerOf = (keys: readonly string[]): string =>
  JSON.stringify(
    { unseal_keys_b64: [], recovery_keys_b64: keys, recovery_keys_hex: ["ff"], root_token: "hvs.root" },
    null,
    2,
  );

/** A pod's folders, a stand-in, and both scripts to run as often as a test wants. */
function inPod<T>(use: (pod: ReturnType<typeof podAt>) => T): T {
  const root = mkdtempSync(join(tmpdir(), "vault-initialization-"));
  try {
    return use(podAt(root));
  } finally {
    rmSync(root, { recursive: true });
  }
}

function podAt(root: string) {
  for (const folder of ["state", "first", "recovery", "bin"]) mkdirSync(join(root, folder));
  writeFileSync(join(root, "bin/vault"), standIn);
  chmodSync(join(root, "bin/vault"), 0o755);
  writeFileSync(join(root, "state/answer"), answerOf(parts));
  const path = (name: string): string => join(root, name);
  const run = (script: string): number | null => {
    const moved = script
      .replaceAll("/first/", path("first/"))
      .replaceAll("/recovery/", path("recovery/"))
      .replaceAll("+ 300))", "+ 0))")
      .replaceAll("sleep 3", "sleep 0");
    const env = { PATH: `${path("bin")}:${process.env["PATH"] ?? ""}`, STATE: path("state") };
    return spawnSync("/bin/sh", ["-euc", moved], { env }).status;
  };
  return {
    begin: () => run(beginScript({ threshold: 2, holders })),
    open: () => run(openScript()),
    mark: (name: string, text = "") => {
      writeFileSync(path(`state/${name}`), text);
    },
    patch: (): unknown => JSON.parse(readFileSync(path("recovery/patch.json"), "utf8")),
    requests: (): readonly string[] => readFileSync(path("state/requests"), "utf8").trim().split("\n"),
    holdsRootToken: () => existsSync(path("first/outcome.json")),
    forget: () => {
      rmSync(path("first"), { recursive: true });
      mkdirSync(path("first"));
    },
  };
}

const initialized = (requests: readonly string[]) =>
  requests.filter((line) => line.startsWith("operator init -address"));

test("a first start: splits the key for its holders, opens audit trail and logins, gives the root token up", () => {
  inPod((pod) => {
    expect(pod.begin()).toBe(0);
    expect(pod.patch()).toEqual({
      binaryData: { "alpha.gpg": parts[0], "beta.gpg": parts[1], "gamma.gpg": parts[2] },
    });
    expect(initialized(pod.requests())).toEqual([
      "operator init -address=http://vault-0.vault-internal:8200 -format=json -recovery-shares=3 -recovery-threshold=2 -recovery-pgp-keys=/holders/alpha.asc,/holders/beta.asc,/holders/gamma.asc",
    ]);
    expect(pod.open()).toBe(0);
    const written = pod.requests().filter((line) => line.startsWith("write ") || line.startsWith("token revoke"));
    expect(written.map((line) => line.split(" ")[1])).toEqual([
      ...openingRequests().map(({ path }) => path),
      "revoke",
      "-field=token",
    ]);
    expect(pod.holdsRootToken()).toBe(false);
  });
});

test("run again, nothing changes", () => {
  inPod((pod) => {
    pod.begin();
    pod.open();
    const before = pod.requests().length;
    expect(pod.begin()).toBe(0);
    expect(pod.patch()).toEqual({});
    expect(pod.open()).toBe(0);
    const after = pod.requests().slice(before);
    expect(initialized(after)).toEqual([]);
    expect(after.filter((line) => line.startsWith("write "))).toEqual([
      expect.stringContaining("login role=initialization"),
    ]);
  });
});

test("a pod that was interrupted goes on where it stood, with the same parts", () => {
  inPod((pod) => {
    pod.begin();
    pod.mark("fails", "write auth/terraform/role/terraform @/requests/terraform-role.json");
    expect(pod.open()).not.toBe(0);
    expect(pod.begin()).toBe(0);
    expect(pod.patch()).toMatchObject({ binaryData: { "alpha.gpg": parts[0] } });
    expect(initialized(pod.requests())).toHaveLength(1);
    expect(pod.open()).toBe(0);
    expect(pod.holdsRootToken()).toBe(false);
  });
});

test("a new pod that finds half a first start says so instead of calling it done", () => {
  inPod((pod) => {
    pod.begin();
    pod.forget();
    expect(pod.begin()).toBe(0);
    expect(pod.open()).not.toBe(0);
  });
});

test.each([
  ["a server that lost its volume joins the others", "initialized-vault-2", 0],
  ["a server that can't be asked may hold everything", "down-vault-2", 1],
])("%s: nothing is initialized", (_, state, status) => {
  inPod((pod) => {
    pod.mark(state);
    expect(pod.begin()).toBe(status);
    expect(initialized(pod.requests())).toEqual([]);
  });
});

test("fewer parts than holders: nothing is opened, however often it is tried", () => {
  inPod((pod) => {
    pod.mark("answer", answerOf(parts.slice(1)));
    expect(pod.begin()).not.toBe(0);
    expect(pod.begin()).not.toBe(0);
  });
});
