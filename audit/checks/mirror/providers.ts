import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { membersAt, textAt } from "../../facts/json";

/** Where Terraform takes the providers of every stack from, and that each is pinned to one version. */
export function providerVerdicts(facts: Facts, ours: Pen): readonly Verdict[] {
  const providerMirror = textAt(facts.plan.environment, "providerMirror");
  const note =
    providerMirror === undefined
      ? "no provider mirror is named: Terraform takes it from the public registry of its source"
      : undefined;
  return [
    ...configurationVerdicts(facts, providerMirror, ours),
    ...Object.entries(facts.terraform).flatMap(([object, fact]) => {
      if (fact.block === "module") return ours.sum(object, { failures: foreignModule(fact) });
      if (fact.address !== "terraform.required_providers") return [];
      return membersAt(fact.attributes).flatMap(([name, provider]) =>
        ours.sum(object, { failures: versionFindings(name, textAt(provider, "version")) }, noteOf(note, provider)),
      );
    }),
  ];
}

const noteOf = (note: string | undefined, provider: Parameters<typeof textAt>[0]): string | undefined =>
  note === undefined ? undefined : `${textAt(provider, "source") ?? "a provider"}: ${note}`;

function configurationVerdicts(
  { environment, terraform, terraformConfiguration }: Facts,
  providerMirror: string | undefined,
  ours: Pen,
): readonly Verdict[] {
  const where = "terraform.tfrc";
  if (providerMirror === undefined) {
    if (terraformConfiguration === undefined) return [];
    const why = "redirects Terraform, while the plan names no provider mirror";
    return [ours.fail(environment, { where, why, wayOut: "name it in registry.providers and synthesize again" })];
  }
  const declared = Object.values(terraform).some(({ address }) => address === "terraform.required_providers");
  const found = onlyMirrorOf(terraformConfiguration ?? "");
  if (found === providerMirror) return declared ? [ours.pass(environment)] : [];
  return [
    ours.fail(environment, {
      where,
      ...(found === undefined ? {} : { value: found }),
      why:
        terraformConfiguration === undefined
          ? "is missing, so that Terraform asks the public registries"
          : `does not take every provider from ${providerMirror} and nothing from elsewhere`,
      wayOut: "synthesize the environment again; never edit synthesized files",
    }),
  ];
}

/** Address of the network mirror, where the settings name it and nothing else; a second method would be a way past it. */
const onlyMirrorOf = (text: string): string | undefined =>
  /^\s*provider_installation\s*\{\s*network_mirror\s*\{\s*url\s*=\s*"([^"]+)"\s*\}\s*\}\s*$/.exec(text)?.[1];

const versionFindings = (name: string, version: string | undefined): readonly Finding[] =>
  version !== undefined && /^(?:=\s*)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)
    ? []
    : [
        {
          where: `${name}.version`,
          ...(version === undefined ? {} : { value: version }),
          why: "is not one version, so that each initialization may take another",
          wayOut: "name the version that the mirror holds",
        },
      ];

/** Modules come from registries and repositories that no setting of Terraform redirects. */
const foreignModule = ({ attributes }: TerraformFact): readonly Finding[] => {
  const source = textAt(attributes, "source") ?? "";
  return /^\.{1,2}\//.test(source)
    ? []
    : [
        {
          where: "source",
          value: source,
          why: "is a module from elsewhere, which no mirror can stand in for",
          wayOut: "write its resources into the stack",
        },
      ];
};
