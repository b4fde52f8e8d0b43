import { secretsMount } from "../../../constructs/platform/secrets/secret-paths";
import { synthesizedEnvironments } from "../harness/synthesized";
import { ofSample } from "../harness/of-sample";
import { openbaoPart, openbaoProgram } from "../parts/openbao";
import { askedFindings, strangeNameFindings } from "./checks/certificates";
import { dumpFindings } from "./checks/dumps";
import { masteryFindings, terraformFindings } from "./checks/government";
import { holderFindings, productionFindings } from "./checks/keys";
import { firstLoginFindings, loginFindings } from "./checks/logins";
import { certificateKeysOf, pinningFindings } from "./checks/pinning";
import { needFindings, strangerFindings } from "./checks/secrets";
import { signingFindings } from "./checks/signing";
import { storedBelow } from "./checks/stored";
import { trailFindings } from "./checks/trail";
import type { Platform } from "./platform";
import type { OpenbaoRelease } from "./release";
import { startPlatform } from "./started";
import { subjectOf, type Subject } from "./subject";

/** Vault can't be had from a registry: OpenBao speaks its API in its place, released as another sample releases it. */
function releaseFor({ environment, release }: Subject): OpenbaoRelease {
  if (release !== undefined) return release;
  process.stderr.write(`\n${environment} chooses Vault, which is not run: OpenBao answers in its place\n`);
  for (const other of synthesizedEnvironments()) {
    const another = subjectOf(other).release;
    if (another !== undefined) return another;
  }
  throw new Error("no environment releases OpenBao");
}

/** Declares the tests that load what one sample's stacks say, and attack it; they count as skipped where somebody wants other samples alone. */
export function keepsSecrets(name: string): void {
  ofSample(name, `OpenBao as it is released for ${name}`, { openbao: openbaoPart }, (folderOf) => {
    const subject = subjectOf(name);
    let platform: Platform;
    let close: (() => Promise<void>) | undefined;

    beforeAll(async () => {
      ({ platform, close } = await startPlatform(openbaoProgram(folderOf("openbao")), subject, releaseFor(subject)));
    });

    afterAll(async () => {
      await close?.();
    });

    test("roles let in their own account of their own namespace and nobody else", async () => {
      expect(await loginFindings(platform)).toEqual([]);
    });

    test("so do those of Terraform and of snapshots, which stand since the first start", async () => {
      expect(platform.firstRoles.map(({ name }) => name)).toEqual(["terraform", "snapshots"]);
      expect(await firstLoginFindings(platform)).toEqual([]);
    });

    test("every namespace makes and reads its own secrets", async () => {
      expect(subject.needs).not.toEqual([]);
      expect(await needFindings(platform)).toEqual([]);
    });

    test("nobody reads, sees or deletes the secret of another namespace or tenant", async () => {
      const stored = await storedBelow(platform, secretsMount);
      expect(stored).not.toEqual([]);
      expect(await strangerFindings(platform, stored)).toEqual([]);
    });

    test("roles of production use neither the tenants' keys nor those of backups, but to close a dump", async () => {
      expect(await productionFindings(platform)).toEqual([]);
    });

    test("who dumps a tenant's databases is given new keys, has them wrapped under that tenant's, and opens none", async () => {
      expect(await dumpFindings(platform)).toEqual([]);
    });

    test("whoever holds a key uses that one and no other", async () => {
      expect(await holderFindings(platform)).toEqual([]);
    });

    test("who signs mail is given the private half of the key whose public half is published, and nobody else is", async () => {
      expect(subject.needs.flatMap(({ givenOut }) => givenOut)).not.toEqual([]);
      expect(await signingFindings(platform)).toEqual([]);
    });

    test("other mail servers are told of the hashes of the keys that certificates are issued over", async () => {
      expect(certificateKeysOf(platform)).toHaveLength(2);
      expect(await pinningFindings(platform)).toEqual([]);
    });

    test("no role governs the server", async () => {
      expect(await masteryFindings(platform)).toEqual([]);
    });

    test("who applies the stacks reads no secret and makes nobody root", async () => {
      expect(await terraformFindings(platform)).toEqual([]);
    });

    test("certificates are short-lived, verify and are renewed", async () => {
      expect(subject.certificates).not.toEqual([]);
      expect(await askedFindings(platform)).toEqual([]);
    });

    test("the authority refuses names that are no service's", async () => {
      expect(await strangeNameFindings(platform)).toEqual([]);
    });

    test("the trail tells of every attempt and shows no secret", async () => {
      const [path = ""] = await storedBelow(platform, secretsMount);
      const attempts = [
        { path, isRefused: false },
        { path, isRefused: true },
        { path: "auth/kubernetes/login", isRefused: false },
        { path: "sys/policies/acl/everything", isRefused: true },
      ];
      expect(trailFindings(platform, attempts)).toEqual([]);
    });

    test("two of three servers go on, and the third comes back", async () => {
      const lost = await platform.servers.loseLeader();
      expect(await needFindings(platform)).toEqual([]);
      expect(await askedFindings(platform)).toEqual([]);
      await platform.servers.restart(lost);
      expect(await needFindings(platform)).toEqual([]);
    });
  });
}
