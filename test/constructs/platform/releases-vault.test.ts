import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { helmCharts } from "../../../catalog";
import { vault as footprint } from "../../../catalog/footprints/vault";
import { podOf, replicasOf } from "../../../constructs/platform/releases/pod-values";
import { secretsServerValues } from "../../../constructs/platform/secrets/secrets-server-release";
import { atHand, readChart, unknownPaths } from "./releases-chart-files";
import { at, isTree, textsIn, type Tree } from "./releases-synthesis";
import { mirrorAt } from "../../../language";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const parse = (text: unknown): unknown => JSON.parse(String(text));

function valuesFor(product: "openbao" | "vault"): Tree {
  const values = parse(
    JSON.stringify(
      secretsServerValues({
        product,
        mirror: mirrorAt("registry.example.eu"),
        pullSecret: "pull",
        storageClass: "encrypted",
        seal: { kind: "transit" },
      }),
    ),
  );
  if (!isTree(values)) throw new Error("values are no map");
  return values;
}

const values = valuesFor("vault");
const server = at(values, "server");
const configuration = parse(at(server, "ha", "raft", "config"));
const [prepare] = list(at(server, "extraInitContainers"));

(atHand("vault") ? describe : describe.skip)("values of chart vault", () => {
  test("are of the version that is installed, and set no path that it does not know", () => {
    expect(readChart("vault").version).toBe(helmCharts.vault.version);
    expect(unknownPaths(values, readChart("vault"))).toEqual([]);
  });

  test("an invented path is caught", () => {
    expect(unknownPaths({ server: { extraObjects: [] } }, readChart("vault"))).not.toEqual([]);
  });
});

test("three servers find each other by their names, where the footprint says", () => {
  expect(at(server, "ha", "replicas")).toBe(replicasOf(footprint, "server"));
  const { http, "https-internal": internal } = podOf(footprint, "server").ports;
  expect(at(list(at(configuration, "listener"))[0], "tcp")).toMatchObject({
    address: `[::]:${String(http?.port)}`,
    cluster_address: `[::]:${String(internal?.port)}`,
  });
  expect(list(at(configuration, "storage", "raft", "retry_join")).map((entry) => at(entry, "leader_api_addr"))).toEqual(
    [0, 1, 2].map((index) => `http://vault-${String(index)}.vault-internal:8200`),
  );
});

test("asks for no right to lock memory, and opens no audit trail that Vault's configuration can't", () => {
  expect(at(configuration, "disable_mlock")).toBe(true);
  expect(at(configuration, "audit")).toBeUndefined();
  expect(JSON.stringify(configuration)).not.toMatch(/HOST_IP|POD_IP|HOSTNAME|API_ADDR|TRANSIT_ADDR|RAFT_ADDR/);
});

test("waiting to be initialized is ready, sealed is not", () => {
  expect(at(server, "readinessProbe", "path")).toContain("uninitcode=204");
  expect(at(server, "readinessProbe", "path")).not.toContain("sealedcode");
});

test.each([
  ["server", at(server, "statefulSet", "securityContext", "container")],
  ["preparation", at(prepare, "securityContext")],
])("%s keeps to the restricted standard", (_, context) => {
  expect(context).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test("neither injector nor CSI driver, and no text that the chart would take for a template", () => {
  expect(at(values, "injector", "enabled")).toBe(false);
  expect(at(values, "csi", "enabled")).toBe(false);
  expect(textsIn(values).filter(([, text]) => text.includes("{{"))).toEqual([]);
});

/** Runs the preparation as the pod does, with its folders elsewhere. */
function sealOf(product: "openbao" | "vault"): unknown {
  const root = mkdtempSync(join(tmpdir(), "vault-"));
  try {
    const [container] = list(at(valuesFor(product), "server", "extraInitContainers"));
    for (const folder of ["prepared", "initialized", "initialization"]) mkdirSync(join(root, folder));
    mkdirSync(join(root, "userconfig", `${product}-seal`), { recursive: true });
    writeFileSync(join(root, "userconfig", `${product}-seal`, "token"), "hvs.of-the-other-server");
    const [shell = "", option, script] = list(at(container, "command")).map(String);
    const env = {
      POD_NAME: `${product}-1`,
      SEAL_ADDRESS: "https://vault.example.eu:8200",
      SEAL_KEY_ID: "noveu",
      SEAL_MOUNT: "transit",
      PATH: process.env["PATH"],
    };
    execFileSync(shell, [String(option), String(script).replaceAll(`/${product}/`, `${root}/`)], { env });
    return parse(readFileSync(join(root, "prepared/seal.json"), "utf8"));
  } finally {
    rmSync(root, { recursive: true });
  }
}

test.each(["openbao", "vault"] as const)(
  "%s unseals with the key of another server, by a token from a Secret",
  (product) => {
    expect(sealOf(product)).toEqual({
      seal: {
        transit: {
          address: "https://vault.example.eu:8200",
          key_name: "noveu",
          mount_path: "transit",
          token: "hvs.of-the-other-server",
        },
      },
    });
    const mounts = list(at(list(at(valuesFor(product), "server", "extraInitContainers"))[0], "volumeMounts"));
    expect(mounts).toContainEqual(expect.objectContaining({ name: `userconfig-${product}-seal`, readOnly: true }));
  },
);
