import { pastProxyPorts } from "../../../catalog";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { difference } from "../../network/intervals";
import type { LinkerdAuthentication, LinkerdServer } from "../../network/linkerd-policy";
import type { LinkerdRules } from "../../network/linkerd-rules";
import type { Site } from "../../network/site";

/** Nothing is let in but where a server is opened, to identities, or to the nodes where there is none. */
export function judgeLinkerdPolicies(part: Facts, site: Site, rules: LinkerdRules, { sum }: Pen): readonly Verdict[] {
  const { policies } = rules;
  const own = ({ id }: { readonly id: string }): boolean => Object.hasOwn(part.kubernetes, id);
  const namespaces = [...policies.defaults].filter(([, value]) => value !== "deny");
  return [
    ...(site.focus === undefined
      ? sum(`${site.name}/mesh/default-deny`, {
          failures: namespaces.map(([name, value]) => ownDefault(name, value)),
        })
      : []),
    ...[...policies.skipped].flatMap(([namespace, ports]) => {
      const stray = ports.filter((port) => !isPublic(part, namespace, port));
      return stray.length === 0
        ? []
        : sum(`${site.name}/mesh/past-proxies/${namespace}`, { failures: [pastProxies(stray)] });
    }),
    ...policies.servers.filter(own).flatMap((server) => {
      const { failures, undecided } = serverFindings(server);
      return sum(server.id, { failures, undecided });
    }),
    ...policies.authentications.filter(own).flatMap((each) => {
      const { failures, undecided } = authenticationFindings(each, site);
      return sum(each.id, { failures, undecided });
    }),
    ...policies.authorizations.filter(own).flatMap(({ id, server, required }) =>
      sum(id, {
        failures: [
          ...(required.length === 0 ? [requiresNothing] : []),
          ...(server === undefined ? [forWhat] : []),
          ...required.filter((key) => rules.lacks(key)).map((key) => lacking(key)),
        ],
      }),
    ),
  ];
}

/** True where the world or the API server comes to a port by a declared flow. */
const isPublic = ({ plan: { flows, podSets } }: Facts, namespace: string, port: number): boolean =>
  Object.values(flows).some(
    ({ from, to, port: its, by }) =>
      ["load-balancers", "nodes", "kubernetes-api"].includes(from.kind) &&
      by === undefined &&
      to.kind === "pods" &&
      its === port &&
      podSets[to.id]?.namespace === namespace,
  );

const pastProxies = (ports: readonly number[]): Finding => ({
  where: `annotations.${pastProxyPorts}`,
  value: ports,
  why: "leaves ports without a proxy before them to which neither the world nor the API server comes: who comes there is asked for no identity",
  wayOut: "remove them, or declare the flow that comes there without an identity",
});

interface Found {
  readonly failures: readonly Finding[];
  readonly undecided: readonly Finding[];
}

function serverFindings({ accessPolicy, port, selector }: LinkerdServer): Found {
  return {
    failures:
      accessPolicy === "deny"
        ? []
        : [
            {
              where: "spec.accessPolicy",
              value: accessPolicy,
              why: "lets callers in whom no policy names",
              wayOut: "set it to deny, and name the callers",
            },
          ],
    undecided: port === undefined || Object.keys(selector).length === 0 ? [unread] : [],
  };
}

function authenticationFindings({ callers }: LinkerdAuthentication, { addresses }: Site): Found {
  switch (callers.kind) {
    case "unread":
      return { failures: [], undecided: [unread] };
    case "identities":
      return { failures: [], undecided: [] };
    case "networks":
      return {
        failures: difference(callers.addresses, addresses.nodes).length === 0 ? [] : [tooWide],
        undecided: [],
      };
  }
}

const ownDefault = (name: string, value: string): Finding => ({
  where: `Namespace ${name}, annotations.config.linkerd.io/default-inbound-policy`,
  value,
  why: "lets in whom no policy names, on every port without a server",
  wayOut: "remove the annotation: the mesh denies by default",
});

const tooWide: Finding = {
  where: "spec.networks",
  why: "holds more than the nodes: others would be heard without an identity",
  wayOut: "name the networks of the nodes, whence kubelets and the API server's calls come, and no other",
};

const requiresNothing: Finding = {
  where: "spec.requiredAuthenticationRefs",
  why: "requires nothing, so that everybody may enter",
  wayOut: "require an authentication that names the callers",
};

const forWhat: Finding = {
  where: "spec.targetRef",
  why: "is for more than one server, so that callers reach ports that no flow names",
  wayOut: "write a policy for each server",
};

const lacking = (key: string): Finding => ({
  where: "spec.requiredAuthenticationRefs",
  value: key,
  why: "does not exist, so that nobody may enter",
  wayOut: "add it, or require another",
});

const unread: Finding = {
  where: "spec",
  why: "says more than which identities or networks reach which port of which pods, and what that comes to is not computed",
  wayOut: "name accounts, namespaces or networks, and one port by its number",
};
