import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { HTTPRoute } from "../../../imports/custom-resources/gateway-api/http-route";
import type { Allowance } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";
import { headed, pathOf, type HttpsRouteProps } from "../https-route";
import { guardPlugin, limitPlugin, networksPlugin, type SignIn } from "./route-plugins";
import { serviceAnnotations, upstreamPolicy } from "./upstream-policy";
import { routeAnnotations } from "./route-annotations";

/** Who may pass Kong on a route. */
export type KongAccess =
  | { readonly kind: "anyone" }
  | {
      readonly kind: "signed-in";
      /** What signs people in, in the route's own namespace. */
      readonly signIn: {
        readonly service: string;
        readonly port: number;
        readonly pods: Readonly<Record<string, string>>;
      };
      readonly issuer: string;
      readonly clientId: string;
      /** Who of those signed in may reach what, and the address of whoever is asked. */
      readonly authorization: { readonly host: string; readonly port: number; readonly allows: readonly Allowance[] };
    }
  | { readonly kind: "from-networks"; readonly networks: readonly string[] };

export interface KongRouteProps extends Omit<HttpsRouteProps, "access" | "service"> {
  readonly namespace: string;
  /** Labels of the pods behind the route, and the port that they listen on. */
  readonly pods: Readonly<Record<string, string>>;
  readonly podPort: number;
  readonly access: KongAccess;
  /** What becomes of encoded slashes in paths. Default: they are refused. */
  readonly slashes?: "refused" | "kept";
}

/** Leads a public host name, or some of the requests to it, to pods, behind Kong's plugins; and people to what signs them in. */
export function kongRoute(scope: Construct, props: KongRouteProps): void {
  const { access, requests } = props;
  const networks = access.kind === "from-networks" ? access.networks : props.from;
  const common = { ...props, ...(networks === undefined ? {} : { networks }) };
  way(scope, {
    ...common,
    ...(requests === undefined ? {} : { matches: requests.map((request) => ({ path: pathOf(request) })) }),
    ...(access.kind === "signed-in" ? { signIn: questionsOf(access, props.namespace) } : {}),
  });
  if (access.kind !== "signed-in") return;
  const { meetsBy: _, ...traffic } = props.traffic;
  way(scope, {
    ...common,
    name: `${props.name}-sign-in`,
    pods: access.signIn.pods,
    port: access.signIn.port,
    podPort: access.signIn.port,
    traffic,
    slashes: "refused",
    matches: [{ path: { type: "PathPrefix", value: "/oauth2" } }],
  });
}

type Matches = NonNullable<NonNullable<HTTPRoute["spec"]["rules"]>[number]["matches"]>;

interface WayProps extends Pick<
  KongRouteProps,
  "name" | "hostName" | "parent" | "pods" | "port" | "podPort" | "traffic" | "slashes"
> {
  readonly matches?: Matches;
  readonly networks?: readonly string[];
  readonly signIn?: SignIn;
}

/** One route with the Service behind it, which carries what Kong does towards the pods. */
function way(scope: Construct, props: WayProps): void {
  const {
    name,
    hostName,
    parent,
    pods,
    port,
    podPort,
    traffic,
    matches,
    networks,
    signIn,
    slashes = "refused",
  } = props;
  const service = `edge-${name}`;
  upstreamPolicy(scope, name, traffic);
  new k8s.KubeService(scope, service, {
    metadata: { name: service, annotations: serviceAnnotations(name) },
    spec: {
      selector: { ...pods },
      ports: [{ name: "http", port, targetPort: k8s.IntOrString.fromNumber(podPort), protocol: "TCP" }],
    },
  });
  const plugins = [
    limitPlugin(scope, name, traffic.requestsPerSecond),
    guardPlugin(scope, name, { slashes, ...(signIn === undefined ? {} : { signIn }) }),
    ...(networks === undefined ? [] : [networksPlugin(scope, name, networks)]),
  ];
  const route: HTTPRoute = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    spec: {
      parentRefs: [parent],
      hostnames: [hostName],
      rules: [
        {
          ...(matches === undefined ? {} : { matches }),
          backendRefs: [{ name: service, port }],
          filters: [headed],
        },
      ],
    },
  };
  customObject(scope, { name, annotations: routeAnnotations(plugins) }, route);
}

const questionsOf = (
  { signIn, issuer, clientId, authorization }: Extract<KongAccess, { readonly kind: "signed-in" }>,
  namespace: string,
): SignIn => ({
  asked: `http://${signIn.service}.${namespace}.svc.cluster.local:${String(signIn.port)}/oauth2/auth`,
  authorization: `http://${authorization.host}:${String(authorization.port)}/v1/data/bestek/gateway/decision`,
  issuer,
  audience: clientId,
  rules: authorization.allows,
});
