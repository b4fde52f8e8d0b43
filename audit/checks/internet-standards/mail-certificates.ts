import type { Facts, KubernetesFact } from "../../facts";
import { listAt, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { mailPlanFile } from "../../workloads/mail-plan";
import { beside, controllers, mentions } from "./private-key";

/** A certificate that a mail server shows, and the volume in which its pods have it. */
export interface MailCertificate {
  readonly certificate: KubernetesFact;
  readonly volume: Json;
  /** Containers of those pods. */
  readonly containers: readonly Json[];
}

/** Certificates for a name that mail servers show, those with mailboxes and those that hand on. */
export const mailCertificates = (facts: Facts, host: string): readonly MailCertificate[] =>
  objectsOfKind(facts, "ConfigMap")
    .filter(([, told]) => textAt(told.object, "data", mailPlanFile) !== undefined)
    .flatMap(([, told]) => {
      const certificates = beside(facts, told, ["Certificate"]).filter(({ object }) =>
        listAt(object, "spec", "dnsNames").includes(host),
      );
      return beside(facts, told, controllers)
        .filter(({ object }) => mentions(object, told.name))
        .flatMap(({ object }) =>
          listAt(object, "spec", "template", "spec", "volumes").flatMap((volume) =>
            certificates
              .filter((each) => textAt(each.object, "spec", "secretName") === textAt(volume, "secret", "secretName"))
              .map((certificate) => ({
                certificate,
                volume,
                containers: listAt(object, "spec", "template", "spec", "containers"),
              })),
          ),
        );
    });
