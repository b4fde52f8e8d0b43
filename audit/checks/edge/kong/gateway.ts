import type { Finding } from "../../../check";
import type { Facts, KubernetesFact } from "../../../facts";
import { at, listAt, textAt, type Json } from "../../../facts/json";

/** Chart whose pods serve the gateways of Kong's controller. */
const chart = "kong";

/** What is wrong with the pods behind a Gateway of Kong's: their release says how they encrypt, and what they ask. */
export function kongGatewayFindings({ site }: KubernetesFact, facts: Facts): readonly Finding[] {
  const values = Object.values(facts.releases)
    .filter((release) => release.chart === chart && release.site === site)
    .flatMap((release) => release.values);
  if (values.length === 0) {
    return [
      {
        where: "helm_release",
        why: "of Kong there is none at this site, so that nothing says how the gateway encrypts",
        wayOut: "install Kong by its chart",
      },
    ];
  }
  return values.flatMap((value) => [
    ...encryptionFindings(value),
    ...administrationFindings(value),
    ...firewallFindings(value),
  ]);
}

function encryptionFindings(values: Json): readonly Finding[] {
  const suite = textAt(values, "env", "ssl_cipher_suite");
  return suite === "modern"
    ? []
    : [
        {
          where: "values env.ssl_cipher_suite",
          ...(suite === undefined ? {} : { value: suite }),
          why: "lets clients in below TLS 1.3, which Noveu's encryption table asks for",
          wayOut: 'set it to "modern"',
        },
      ];
}

/** Whoever reaches Kong's administration writes routes that nothing guards. */
const administrationFindings = (values: Json): readonly Finding[] =>
  at(values, "admin", "enabled") === false
    ? []
    : [
        {
          where: "values admin.enabled",
          why: "opens the administration to others than the controller of the same pod, who could lead past every guard",
          wayOut: "set it to false",
        },
      ];

/** Some container of the pod inspects what it is asked about, by a file that comes with the release. */
function firewallFindings(values: Json): readonly Finding[] {
  const configurations = listAt(values, "extraObjects")
    .flatMap((object) => textAt(object, "data", "Caddyfile") ?? [])
    .filter((text) => /^\s*coraza_waf\b/m.test(text));
  const asks = listAt(values, "deployment", "sidecarContainers").length > 0;
  if (configurations.length === 0 || !asks) {
    return [
      {
        where: "values deployment.sidecarContainers",
        why: "have no firewall, so that nothing inspects what comes in",
        wayOut: "add one with the OWASP rules",
      },
    ];
  }
  return configurations.flatMap((text) => [
    ...(/^\s*SecRuleEngine\s+(?:On|DetectionOnly)\s*$/m.test(text)
      ? []
      : [
          {
            where: "values extraObjects: Caddyfile",
            why: "turns no rule on, so that everything passes",
            wayOut: "set SecRuleEngine to On or DetectionOnly",
          },
        ]),
    ...(/^\s*Include\s+\S*owasp\S*\.conf\s*$/m.test(text)
      ? []
      : [
          {
            where: "values extraObjects: Caddyfile",
            why: "includes none of the OWASP rules",
            wayOut: "include them",
          },
        ]),
  ]);
}
