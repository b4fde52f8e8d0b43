import { createHash, createPublicKey } from "node:crypto";
import { z } from "zod";
import { certificateKeysMount } from "../../../../constructs/platform/secrets/secret-paths";
import type { Finding } from "../../harness/finding";
import type { Platform } from "../platform";
import { each } from "./each";

const givenOut = z.looseObject({ keys: z.strictObject({ "1": z.string() }) });
const summed = z.looseObject({ write_data: z.looseObject({ sum: z.string() }) });

/** Paths at which keys of certificates are given out, with the role that asks. */
export const certificateKeysOf = ({ subject }: Platform) =>
  subject.needs.flatMap(({ givenOut: paths, role, namespace, account, audience }) =>
    paths
      .filter((path) => path.startsWith(`${certificateKeysMount}/`))
      .map((path) => ({ path, as: { name: role, namespace, account, audience } })),
  );

/** What the server told Terraform for the records is the SHA-256 of the public halves of the very keys that are given out, and of no others. */
export async function pinningFindings(platform: Platform): Promise<readonly Finding[]> {
  const told = [...platform.known].flatMap(([address, attributes]) =>
    address.startsWith("vault_generic_endpoint.") ? [summed.parse(attributes).write_data.sum] : [],
  );
  const shown = await each(certificateKeysOf(platform), async ({ path, as }) => {
    const { data } = await (await platform.enter(as)).ask("GET", path);
    const key = createPublicKey(givenOut.parse(data).keys["1"]);
    // As a certificate holds it.
    const hash = createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("hex");
    return [{ path, hash, kind: key.asymmetricKeyDetails?.namedCurve }];
  });
  return [
    ...shown.filter(({ hash }) => !told.includes(hash)).map(({ path }) => `nobody is told of ${path}`),
    ...shown.filter(({ kind }) => kind !== "prime256v1").map(({ path }) => `${path} is no key of P-256`),
    ...told
      .filter((hash) => !shown.some((key) => key.hash === hash))
      .map((hash) => `${hash} is no key's that is given out`),
  ];
}
