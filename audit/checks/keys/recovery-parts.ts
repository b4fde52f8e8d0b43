import { pen, type Finding, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { listAt, textAt, textsAt } from "../../facts/json";

const ours = pen("keys");

/** Lines that give up what the first start was done with, and open the audit trail, in a script of Vault's command line. */
const needed: readonly (readonly [RegExp, string, string])[] = [
  [/\bvault token revoke -self\b/, "never gives up the root token it works with", "revoke it at the end"],
  [/\bvault write sys\/audit\//, "opens no audit trail", "write one before anything else"],
];

/**
 * Vault hands out its recovery key once, at its first start. Each job that asks for it has it split, every part encrypted for its holder by
 * a public key that the release carries, so that it is whole nowhere and in the clear nowhere.
 */
export function recoveryParts(facts: Facts): readonly Verdict[] {
  const installed = Object.entries(facts.releases).filter(([, { name }]) => name === "vault");
  return installed.flatMap(([release, { site }]) => {
    const jobs = Object.entries(facts.kubernetes).filter(
      ([, fact]) => fact.kind === "Job" && fact.namespace === "vault" && fact.site === site,
    );
    const scripts = jobs.flatMap(([object, fact]) => {
      const spec = ["spec", "template", "spec"] as const;
      const containers = [
        ...listAt(fact.object, ...spec, "initContainers"),
        ...listAt(fact.object, ...spec, "containers"),
      ];
      const text = containers.flatMap((container) => listAt(container, "command").map((part) => textAt(part) ?? ""));
      return text.some((line) => line.includes("vault operator init -address"))
        ? [{ object, text: text.join("\n") }]
        : [];
    });
    if (scripts.length === 0) {
      return [
        ours.fail(release, {
          where: "initialization",
          why: "is done by no job: the servers wait for a person who would hold the root token and the whole recovery key",
          wayOut: "synthesize the environment again; where it stays, report it",
        }),
      ];
    }
    return scripts.flatMap(({ object, text }) =>
      ours.sum(object, { failures: [...splitting(facts, site, text), ...leftOpen(text)] }),
    );
  });
}

const leftOpen = (text: string): readonly Finding[] =>
  needed.flatMap(([line, why, wayOut]) => (line.test(text) ? [] : [{ where: "command", why, wayOut }]));

function splitting(facts: Facts, site: string | undefined, text: string): readonly Finding[] {
  const number = (flag: string): number => Number(new RegExp(`-${flag}=(\\d+)`).exec(text)?.[1] ?? 0);
  const files = (/-recovery-pgp-keys=(\S+)/.exec(text)?.[1] ?? "").split(",").filter((file) => file !== "");
  const carried = new Map(
    Object.values(facts.kubernetes)
      .filter((fact) => fact.kind === "ConfigMap" && fact.namespace === "vault" && fact.site === site)
      .flatMap(({ object }) => Object.entries(textsAt(object, "data"))),
  );
  const shares = number("recovery-shares");
  const threshold = number("recovery-threshold");
  return [
    ...(files.length === shares && shares > 0
      ? []
      : [
          {
            where: "-recovery-pgp-keys",
            value: files.length,
            why: `encrypt not all of ${String(shares)} parts of the recovery key: the others would lie in the clear`,
            wayOut: "name a public key for each part",
          },
        ]),
    ...(threshold >= 2 && threshold <= shares
      ? []
      : [
          {
            where: "-recovery-threshold",
            value: threshold,
            why: "lets one person alone make a root token, or nobody",
            wayOut: "let two or more come together",
          },
        ]),
    ...files
      .filter((file) => carried.get(file.split("/").at(-1) ?? "")?.startsWith("-----BEGIN PGP PUBLIC KEY") !== true)
      .map((file) => ({
        where: "-recovery-pgp-keys",
        value: file,
        why: "is no public key that the release carries",
        wayOut: "put the holder's public key into the ConfigMap",
      })),
  ];
}
