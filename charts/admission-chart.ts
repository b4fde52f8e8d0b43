import { meshComponents, namedByTag, publicGateway, systemNamespaces } from "../catalog";
import { gatekeeper } from "../catalog/footprints/gatekeeper";
import { admissionConstraint } from "../constructs/platform/admission/admission-constraint";
import { admissionTemplate, definitionName } from "../constructs/platform/admission/admission-template";
import { DefinitionsWait } from "../constructs/platform/admission/definitions-wait";
import { podExpansion } from "../constructs/platform/admission/pod-expansion";
import { admissionAlerts } from "../constructs/platform/alerts/admission-alerts";
import { alertRules } from "../constructs/platform/alerts/alert";
import { mirrorOf } from "../environments/schema";
import { zoneLabel, type Mirror } from "../language";
import { admissionDefinitions } from "../planning/flows";
import { admissionRules, rego, type AdmissionRule, type AdmissionRuleName } from "../policies";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

const { namespace } = gatekeeper;
const rules: readonly (readonly [string, AdmissionRule])[] = Object.entries(admissionRules);

/** What Gatekeeper can be told to enforce; done when it has a kind for each rule. */
export const admissionRulesChart = ({ environment }: SiteContext): ChartDefinition => ({
  stage: "admission-rules",
  release: "admission-rules",
  namespace,
  build: (chart) => {
    for (const [, { file, kind, parameters }] of rules) {
      admissionTemplate(chart, { kind, parameters, rego: rego(`admission/${file}`) });
    }
    podExpansion(chart);
    new DefinitionsWait(chart, "definitions", {
      namespace,
      workload: admissionDefinitions,
      definitions: rules.map(([, { kind }]) => definitionName(kind)),
      mirror: mirrorOf(environment),
      pullSecret: environment.registry.pullSecret,
    });
  },
});

/** The rules in force, with what only this environment can say. */
export const admissionChart = (context: SiteContext): ChartDefinition => ({
  stage: "admission",
  release: "admission",
  namespace,
  build: (chart) => {
    const { plan, site } = context;
    const parameters = parametersOf(context);
    for (const [name, { kind, judges }] of rulesInForce(context)) {
      const namespaces = name === "namespaces";
      // The mesh's own pods write to the node, by the reason that their namespace bears.
      const meshed = meshComponents[plan.mesh.kind].flatMap(({ namespace: its, podSecurity: { level } }) =>
        level === "privileged" ? [its] : [],
      );
      const except =
        name === "nodes" ? [...new Set(meshed), ...systemNamespaces[site.kind]] : systemNamespaces[site.kind];
      admissionConstraint(chart, {
        kind,
        judges,
        // `default` is the API server's: nothing of ours is in it, and it bears none of our labels.
        except: namespaces ? ["default", ...systemNamespaces[site.kind]] : except,
        // Beside us on a cluster of their own, others do as they like.
        ...(site.kind === "existing" && !namespaces ? { within: zoneLabel } : {}),
        parameters: new Map<string, Readonly<Record<string, unknown>>>(Object.entries(parameters)).get(name) ?? {},
      });
    }
    alertRules(chart, { name: "admission", groups: [admissionAlerts] });
  },
});

/** Every rule; that of digests only where they were recorded. */
const rulesInForce = ({ environment: { recordedDigests } }: SiteContext): typeof rules =>
  rules.filter(([name]) => name !== "digests" || recordedDigests !== undefined);

/** Digests by publisher and repository, whatever the tag: who names a digest names its content. */
function digestsByRepository({ host, digests }: Mirror): Readonly<Record<string, readonly string[]>> {
  const byRepository = new Map<string, string[]>();
  for (const [name, digest] of Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1))) {
    // Charts are no images; nobody runs them.
    if (name.startsWith("chart/")) continue;
    const repository = `${host}/${name.slice(0, name.lastIndexOf(":"))}`;
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), digest]);
  }
  return Object.fromEntries(byRepository);
}

function parametersOf({
  environment,
  plan,
  site,
}: SiteContext): Readonly<Record<AdmissionRuleName, Readonly<Record<string, unknown>>>> {
  const namespaces = Object.entries(plan.namespaces);
  return {
    images: { mirror: environment.registry.mirror },
    digests: {
      digests: digestsByRepository(mirrorOf(environment)),
      namedByTag: Object.keys(namedByTag).map((name) => `${environment.registry.mirror}/${name}`),
    },
    nodes: {},
    tokens: {},
    services: { published: [publicGateway(environment.parts.gateway).namespace] },
    namespaces: {
      zones: Object.fromEntries(namespaces.map(([name, { zone }]) => [name, zone])),
      levels: Object.fromEntries(
        namespaces.flatMap(
          ([
            name,
            {
              podSecurity: { level },
            },
          ]) => (level === "restricted" ? [] : [[name, level]]),
        ),
      ),
      strangers: site.kind === "existing",
    },
    openings: {},
    gateway: {},
  };
}
