import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loopbackCertificate } from "../harness/certificate";
import { platformOf, type Platform } from "./platform";
import type { OpenbaoRelease } from "./release";
import { startServers } from "./servers";
import type { Subject } from "./subject";
import { startTokenReview } from "./token-review";

/** A platform whose servers hold what the stacks say; `close` takes all of it away. */
export async function startPlatform(
  program: string,
  subject: Subject,
  release: OpenbaoRelease,
): Promise<{ readonly platform: Platform; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-openbao-"));
  const certificate = loopbackCertificate(folder);
  const review = await startTokenReview(certificate);
  const servers = await startServers({ program, folder, release, certificate, review });
  const platform = platformOf(subject, release.firstRoles, servers, review, certificate.certificate);
  for (const stack of subject.stacks.values()) await platform.apply(stack);
  return {
    platform,
    close: async () => {
      await servers.close();
      review.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
