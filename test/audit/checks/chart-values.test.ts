import { chartValues } from "../../../audit/checks/chart-values";
import { operators } from "../fixture/good-stacks";
import { inStack, nothing } from "../fixture/output";
import { judges } from "../fixture/verdict-table";

const gateway = ["resource", "helm_release", "gateway"] as const;

judges(chartValues, [
  { name: "a chart whose values were read at the version that is installed", edit: nothing, outcome: "pass" },
  {
    name: "another version of it",
    edit: inStack(operators, [...gateway, "version"], "1.9.1"),
    outcome: "undecided",
    object: "chart/gateway-helm 1.9.1",
    says: ["values: are unverified", "was read at 1.9.0 and is installed at another version"],
  },
  {
    name: "a chart that the catalogue does not know",
    edit: inStack(operators, [...gateway, "chart"], "ghost"),
    outcome: "undecided",
    object: "chart/ghost 1.9.0",
    says: ["is not of the catalogue"],
  },
  {
    name: "a chart that is pinned and was not read",
    edit: (output) =>
      [
        inStack(operators, [...gateway, "chart"], "linkerd-crds"),
        inStack(operators, [...gateway, "version"], "2026.8.3"),
      ].reduce((changed, edit) => edit(changed), output),
    outcome: "undecided",
    object: "chart/linkerd-crds 2026.8.3",
    says: ["are unverified: the chart was read as the source of edge-26.8.3", "say so in the catalogue"],
  },
]);
