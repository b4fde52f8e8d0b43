import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SuppliedImage } from "../../../audit";
import { images } from "../../../catalog";
import type { Image } from "../../../language";
import { recordedDigests, writeMirrorFolder } from "../../../output/mirror";
import { runWithFakes } from "./fake-tools";

const supplied = ({ registry, repository, tag, digest }: Image): SuppliedImage => ({
  registry,
  repository,
  tag,
  ...(digest === undefined ? {} : { digest }),
  usedBy: [],
});
const nameOf = ({ registry, repository, tag }: Image): string => `${registry}/${repository}:${tag}`;
/** What the stand-in publisher serves under a tag. */
const digestOf = (image: Image): string =>
  `sha256:${createHash("sha256")
    .update(`${nameOf(image)} one`)
    .digest("hex")}`;

const root = mkdtempSync(join(tmpdir(), "bestek-signatures-"));
let count = 0;

function folderWith(...all: readonly Image[]): string {
  count += 1;
  const folder = join(root, String(count));
  writeMirrorFolder({
    folder,
    environment: "proef",
    supply: { mirror: "mirror.example.eu", images: all.map(supplied), charts: [], providers: [] },
    packageFolder: join(__dirname, "../../.."),
  });
  return folder;
}

const bills = (folder: string, file: string): string => readFileSync(join(folder, "sbom", file), "utf8");

afterAll(() => {
  rmSync(root, { recursive: true });
});

const { cloudnativePg, certManagerWebhook, externalSecrets, gatekeeper, strimzi, velero } = images;
const operator = `ghcr.io/cloudnative-pg/cloudnative-pg`;

test("a signature is verified before anything is recorded or copied, goes along, and holds in the mirror", () => {
  const folder = folderWith(cloudnativePg);
  const { exitCode, complaints, calls } = runWithFakes(folder, "copy.sh");
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  const digest = digestOf(cloudnativePg);
  const check =
    "--certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity-regexp " +
    String.raw`^https://github\.com/cloudnative-pg/cloudnative-pg/\.github/workflows/release-publish\.yml@refs/tags/v1\.30\.1$`;
  expect(calls).toEqual([
    `skopeo inspect --raw docker://${operator}:1.30.1`,
    "skopeo manifest-digest WORK/manifest",
    `cosign verify ${check} ${operator}@${digest}`,
    `skopeo copy --all --preserve-digests docker://${operator}@${digest} docker://mirror.example.eu/${operator}:1.30.1`,
    `skopeo inspect --raw docker://mirror.example.eu/${operator}:1.30.1`,
    "skopeo manifest-digest WORK/manifest",
    `cosign copy --force --only=sig,att,sbom ${operator}@${digest} mirror.example.eu/${operator}:1.30.1`,
    `oras copy --recursive ${operator}@${digest} mirror.example.eu/${operator}:1.30.1`,
    `cosign verify ${check} mirror.example.eu/${operator}@${digest}`,
    `docker buildx imagetools inspect ${operator}@${digest} --format {{ json .SBOM }}`,
  ]);
  expect(bills(folder, `${operator}_1.30.1.spdx.json`)).toBe('{"linux/amd64":{"SPDX":{}}}');
});

test("where no signature holds nothing is recorded and nothing copied", () => {
  const folder = folderWith(cloudnativePg);
  const { exitCode, complaints, calls } = runWithFakes(folder, "copy.sh", { UNSIGNED: `${operator}@` });
  expect(exitCode).toBe(1);
  expect(complaints).toBe(
    `${operator}@${digestOf(cloudnativePg)}: no signature of its publisher holds; if the publisher signs otherwise now, correct catalog/provenance\n`,
  );
  expect(calls.filter((call) => /^(skopeo|oras|cosign) copy/.test(call))).toEqual([]);
  expect([...recordedDigests(folder)]).toEqual([]);
});

test("a mirror that loses the signature is noticed", () => {
  const { exitCode, complaints } = runWithFakes(folderWith(cloudnativePg), "copy.sh", {
    UNSIGNED: `mirror.example.eu/`,
  });
  expect({ exitCode, complaints }).toEqual({
    exitCode: 1,
    complaints: `${operator}:1.30.1: the mirror lost its signature\n`,
  });
});

test("keys come from the catalogue, or from where their publisher keeps them", () => {
  const folder = folderWith(strimzi, certManagerWebhook);
  const { calls } = runWithFakes(folder, "copy.sh");
  const key = "keys/quay.io/strimzi-operator.pub";
  expect(calls).toContain(
    `cosign verify --key ${key} --insecure-ignore-tlog=true quay.io/strimzi/operator@${digestOf(strimzi)}`,
  );
  expect(readFileSync(join(folder, key), "utf8")).toMatch(
    /^-----BEGIN PUBLIC KEY-----\n[^-]+-----END PUBLIC KEY-----\n$/,
  );
  expect(calls).toContain(
    "cosign verify --key https://cert-manager.io/public-keys/cert-manager-pubkey-2021-09-20.pem --signature-digest-algorithm sha512 " +
      `--insecure-ignore-tlog=true quay.io/jetstack/cert-manager-webhook@${digestOf(certManagerWebhook)}`,
  );
});

test("an attested list of contents must be signed as the image is", () => {
  const folder = folderWith(externalSecrets);
  const run = runWithFakes(folder, "copy.sh");
  expect(run.exitCode).toBe(0);
  expect(run.calls.at(-1)).toMatch(
    /^cosign verify-attestation --type spdx --certificate-oidc-issuer .* ghcr\.io\/external-secrets/,
  );
  expect(bills(folder, "ghcr.io/external-secrets/external-secrets_v2.9.0.spdx.intoto.json")).toContain("SPDX");
});

test("a list that is documented and not there is said, and the image stays", () => {
  const folder = folderWith(gatekeeper);
  const { exitCode, complaints } = runWithFakes(folder, "copy.sh", { BILL: "null" });
  expect(exitCode).toBe(0);
  expect(complaints).toMatch(
    /^! docker\.io\/openpolicyagent\/gatekeeper@sha256:\S+: no list of contents where its publisher/,
  );
  expect(existsSync(join(folder, "sbom"))).toBe(false);
});

test("an image whose signer nobody documents is copied by its recorded digest, without a signature", () => {
  const { exitCode, calls } = runWithFakes(folderWith(velero), "copy.sh", {}, ["cosign", "oras"]);
  expect(exitCode).toBe(0);
  expect(calls.filter((call) => call.startsWith("cosign"))).toEqual([]);
});

test("a tool that is missing is named before anything is copied", () => {
  const run = runWithFakes(folderWith(velero, cloudnativePg), "copy.sh", {}, ["cosign"]);
  expect(run).toMatchObject({ exitCode: 1, complaints: "cosign is missing: install it first\n", calls: [""] });
});

test("a digest that the catalogue names otherwise than it was recorded is refused", () => {
  const folder = folderWith(velero);
  runWithFakes(folder, "copy.sh");
  const named = { ...velero, digest: `sha256:${"ab".repeat(32)}` };
  writeMirrorFolder({
    folder,
    environment: "proef",
    supply: { mirror: "mirror.example.eu", images: [supplied(named)], charts: [], providers: [] },
    packageFolder: join(__dirname, "../../.."),
  });
  const { exitCode, complaints } = runWithFakes(folder, "copy.sh");
  expect(exitCode).toBe(1);
  expect(complaints).toContain(`the catalogue names ${named.digest}, recorded is ${digestOf(velero)}`);
});
