import type { AdmissionRule } from "./admission-rule";

const text = { type: "string" } as const;
const texts = { type: "array", items: text } as const;
const textsByName = { type: "object", additionalProperties: texts } as const;
const textByName = { type: "object", additionalProperties: text } as const;
const pods = [{ apiGroups: [""], kinds: ["Pod"] }] as const;

/** Every rule of admission. */
export const admissionRules = {
  images: { file: "images", kind: "BestekImages", judges: pods, parameters: { mirror: text } },
  digests: {
    file: "digests",
    kind: "BestekDigests",
    judges: pods,
    parameters: { digests: textsByName, namedByTag: texts },
  },
  nodes: { file: "nodes", kind: "BestekNodes", judges: pods, parameters: {} },
  tokens: { file: "tokens", kind: "BestekTokens", judges: pods, parameters: {} },
  services: {
    file: "services",
    kind: "BestekServices",
    judges: [{ apiGroups: [""], kinds: ["Service"] }],
    parameters: { published: texts },
  },
  namespaces: {
    file: "namespaces",
    kind: "BestekNamespaces",
    judges: [{ apiGroups: [""], kinds: ["Namespace"] }],
    parameters: { zones: textByName, levels: textByName, strangers: { type: "boolean" } },
  },
  openings: {
    file: "openings",
    kind: "BestekOpenings",
    judges: [{ apiGroups: ["networking.k8s.io"], kinds: ["NetworkPolicy"] }],
    parameters: {},
  },
  gateway: {
    file: "gateway",
    kind: "BestekGateway",
    judges: [
      {
        apiGroups: ["gateway.envoyproxy.io"],
        kinds: ["ClientTrafficPolicy", "EnvoyExtensionPolicy", "SecurityPolicy"],
      },
    ],
    parameters: {},
  },
} as const satisfies Readonly<Record<string, AdmissionRule>>;

export type AdmissionRuleName = keyof typeof admissionRules;
