import { enrolments, type Enrolment } from "../../../catalog";
import type { NamespacePlan } from "../../../language";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import type { Site } from "../../network/site";
import { podTemplates } from "../../workloads/pod-template";

/** Every namespace takes part in the mesh, or the plan says why it doesn't; no pod of an enrolled one stays out. */
export function judgeEnrolment({ kubernetes, plan }: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const enrolment = enrolments[site.mesh.rules.kind];
  const { field, key, value: expected } = enrolment;
  const here = Object.entries(kubernetes).filter(([, fact]) => fact.site === site.name);
  const namespaces = here.filter(([, { kind, name }]) => kind === "Namespace" && Object.hasOwn(plan.namespaces, name));
  const templates = podTemplates({ kubernetes: Object.fromEntries(here) });
  return [
    ...namespaces.flatMap(([id, { name, object }]) => {
      const planned = plan.namespaces[name]?.mesh;
      const failures = enrolmentFindings(enrolment, planned, textAt(object, "metadata", field, key));
      return sum(id, { failures }, planned?.kind === "outside" ? `outside of the mesh: ${planned.reason}` : undefined);
    }),
    ...templates
      .filter((template) => isEnrolled(plan.namespaces[template.namespace]) && key in template[field])
      .flatMap((template) => {
        const { object } = template;
        const value = template[field][key] ?? "";
        const failures = value === expected ? [] : [stayingOut(enrolment, value)];
        return sum(object, { failures });
      }),
  ];
}

const isEnrolled = (namespace: NamespacePlan | undefined): boolean => namespace?.mesh?.kind === "enrolled";

function enrolmentFindings(
  enrolment: Enrolment,
  planned: NamespacePlan["mesh"],
  value: string | undefined,
): readonly Finding[] {
  const label = `metadata.${enrolment.field}.${enrolment.key}`;
  switch (planned?.kind) {
    case undefined:
      return [
        {
          where: "plan namespaces",
          why: "says neither that the namespace takes part in the mesh nor why it doesn't",
          wayOut: "plan the namespace as enrolled, or name the reason",
        },
      ];
    case "enrolled":
      return value === enrolment.value
        ? []
        : [
            {
              where: label,
              ...(value === undefined ? {} : { value }),
              why: `is ${value === undefined ? "missing" : "another value"}: the namespace's pods would speak in the clear`,
              wayOut: `set it to ${enrolment.value}`,
            },
          ];
    case "outside":
      return value === undefined
        ? []
        : [
            {
              where: label,
              value,
              why: "takes a namespace into the mesh that the plan leaves out",
              wayOut: `remove the ${nounOf(enrolment)}, or plan the namespace as enrolled`,
            },
          ];
  }
}

const nounOf = ({ field }: Enrolment): string => ({ labels: "label", annotations: "annotation" })[field];

const stayingOut = (enrolment: Enrolment, value: string): Finding => ({
  where: `pod ${enrolment.field}.${enrolment.key}`,
  value,
  why: "keeps the pods out of the mesh that their namespace takes part in",
  wayOut: `remove the ${nounOf(enrolment)}, or plan a namespace outside of the mesh with its reason`,
});
