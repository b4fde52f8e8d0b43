import { needGroups, type LeastPolicy, type NeedGroup } from "../../audit";
import { canonicalJson } from "../../output/canonical-json";
import type { CheckedNeed, Preflight } from "./index";

const titles: Readonly<Record<NeedGroup, string>> = {
  programs: "programs",
  registry: "registry",
  state: "state",
  account: "credentials",
  quota: "quota",
  variables: "Terraform's variables",
  names: "names",
  mail: "mail",
  later: "later, from what the environment brings itself",
};

const marks = { ok: "✔", missing: "✖", unknown: "!" } as const;

/** The list for people: each thing, whether it is there, where it is read from and how it is had. */
export function describePreflight({ environment, needs }: Preflight): readonly string[] {
  const count = (state: CheckedNeed["state"]): string => String(needs.filter((need) => need.state === state).length);
  return [
    `${environment}: what a person supplies, in this order`,
    ...needGroups.flatMap((group) =>
      section(
        titles[group],
        needs.filter((need) => need.group === group),
      ),
    ),
    "",
    `${needs.some(({ state }) => state === "missing") ? "✖" : "✔"} ${count("ok")} there, ${count("missing")} missing, ${count("unknown")} unknown`,
  ];
}

const section = (title: string, needs: readonly CheckedNeed[]): readonly string[] =>
  needs.length === 0 ? [] : ["", `▸ ${title}`, ...needs.flatMap(lines)];

const lines = ({ what, state, because, readFrom, way, stacks }: CheckedNeed): readonly string[] => [
  `${marks[state]} ${what}: ${state === "ok" ? because : `${state}, ${because}`}`,
  ...(state === "ok" ? [] : [`    from ${readFrom}`, `    → ${way}`]),
  ...(state === "ok" || stacks.length === 0 ? [] : [`    for ${stacksInShort(stacks)}`]),
];

const shown = 3;

const stacksInShort = (stacks: readonly string[]): string =>
  stacks.length <= shown
    ? stacks.join(", ")
    : `${stacks.slice(0, shown).join(", ")} and ${String(stacks.length - shown)} more stacks`;

/** Policies as clouds take them, and what is open about them. */
export const describePolicies = (policies: readonly LeastPolicy[]): readonly string[] =>
  policies.flatMap(({ cloud, document, unknownTypes, source }) => [
    `▸ ${cloud}: ${source.ref} (${source.date}); derived from the stacks, not yet tried on an account`,
    ...unknownTypes.map(
      (type) => `! ${type}: nobody has read which actions it takes; the cloud's refusal will name them`,
    ),
    canonicalJson(document).trimEnd(),
  ]);
