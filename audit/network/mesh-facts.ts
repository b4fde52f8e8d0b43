import { enrolments, pastProxyPorts } from "../../catalog";
import type { MeshKind } from "../../language";
import type { Facts, KubernetesFact } from "../facts";
import { textAt } from "../facts/json";
import { IstioRules, type IstioPolicies } from "./istio-rules";
import { linkerdAuthorization, linkerdServer, meshTlsAuthentication, networkAuthentication } from "./linkerd-policy";
import { LinkerdRules, type LinkerdPolicies } from "./linkerd-rules";
import type { MeshRules } from "./mesh";
import { meshAuthorization, meshPeers } from "./mesh-policy";
import type { PodAddresses } from "./reachability";

/** What the files of a site say of its mesh. */
export interface MeshFacts {
  readonly kind: MeshKind;
  /** Namespaces that bear what takes their pods in. */
  readonly enrolled: ReadonlySet<string>;
  readonly istio: IstioPolicies;
  readonly linkerd: LinkerdPolicies;
}

type Objects = readonly (readonly [id: string, fact: KubernetesFact])[];

/** Where nothing is said of a mesh, what Istio would make of the files: nothing. */
export function readMesh(
  { plan, releases }: Pick<Facts, "plan" | "releases">,
  site: string,
  objects: Objects,
): MeshFacts {
  const kind = plan.mesh?.kind ?? "istio-ambient";
  const { field, key, value } = enrolments[kind];
  const namespaces = objects.filter(([, fact]) => fact.kind === "Namespace").map(([, fact]) => fact);
  return {
    kind,
    enrolled: new Set(
      namespaces.filter(({ object }) => textAt(object, "metadata", field, key) === value).map(({ name }) => name),
    ),
    istio: istioPolicies(objects),
    linkerd: {
      ...linkerdPolicies(objects),
      defaults: new Map(
        namespaces.flatMap(({ name, object }) => {
          const own = textAt(object, "metadata", "annotations", "config.linkerd.io/default-inbound-policy");
          return own === undefined ? [] : [[name, own] as const];
        }),
      ),
      default: Object.values(releases)
        .filter((release) => release.site === site && release.name === "linkerd-control-plane")
        .flatMap(({ values }) => values.flatMap((each) => textAt(each, "proxy", "defaultInboundPolicy") ?? []))
        .at(-1),
      skipped: new Map(
        namespaces.map(({ name, object }) => [
          name,
          (textAt(object, "metadata", "annotations", pastProxyPorts) ?? "").split(",").filter(Boolean).map(Number),
        ]),
      ),
    },
  };
}

/** Those of two parts together. */
export const joinMeshes = (one: MeshFacts, other: MeshFacts): MeshFacts => ({
  kind: one.kind,
  enrolled: new Set([...one.enrolled, ...other.enrolled]),
  istio: {
    authorizations: [...one.istio.authorizations, ...other.istio.authorizations],
    peers: [...one.istio.peers, ...other.istio.peers],
  },
  linkerd: {
    servers: [...one.linkerd.servers, ...other.linkerd.servers],
    authentications: [...one.linkerd.authentications, ...other.linkerd.authentications],
    authorizations: [...one.linkerd.authorizations, ...other.linkerd.authorizations],
    defaults: new Map([...one.linkerd.defaults, ...other.linkerd.defaults]),
    default: one.linkerd.default,
    skipped: new Map([...one.linkerd.skipped, ...other.linkerd.skipped]),
  },
});

export function rulesOf({ kind, istio, linkerd }: MeshFacts, podAddresses: PodAddresses): MeshRules {
  switch (kind) {
    case "istio-ambient":
      return new IstioRules(istio);
    case "linkerd":
      return new LinkerdRules(linkerd, podAddresses);
  }
}

const ofKind = (objects: Objects, group: string, kind: string): Objects =>
  objects.filter(([, fact]) => fact.kind === kind && (textAt(fact.object, "apiVersion") ?? "").startsWith(`${group}/`));

function istioPolicies(objects: Objects): IstioPolicies {
  const group = "security.istio.io";
  return {
    authorizations: ofKind(objects, group, "AuthorizationPolicy").map(([id, { namespace, object }]) =>
      meshAuthorization(id, namespace ?? "default", object),
    ),
    peers: ofKind(objects, group, "PeerAuthentication").map(([id, { namespace, object }]) =>
      meshPeers(id, namespace ?? "default", object),
    ),
  };
}

function linkerdPolicies(objects: Objects): Pick<LinkerdPolicies, "servers" | "authentications" | "authorizations"> {
  const group = "policy.linkerd.io";
  const read = <T>(
    kind: string,
    reader: (id: string, namespace: string, name: string, object: KubernetesFact["object"]) => T,
  ): readonly T[] =>
    ofKind(objects, group, kind).map(([id, { namespace, name, object }]) =>
      reader(id, namespace ?? "default", name, object),
    );
  return {
    servers: read("Server", linkerdServer),
    authentications: [
      ...read("MeshTLSAuthentication", meshTlsAuthentication),
      ...read("NetworkAuthentication", networkAuthentication),
    ],
    authorizations: read("AuthorizationPolicy", (id, namespace, _, object) =>
      linkerdAuthorization(id, namespace, object),
    ),
  };
}
