import { Refusal, type Mistake } from "../language";
import { parse } from "yaml";
import { z } from "zod";
import type { Outcome } from "./outcome";
import { postToOvh, type OvhEndpoints, type OvhIdentity } from "./ovh-api";

export interface CredentialRequest {
  /** Public Cloud project: 32 hexadecimal digits. */
  readonly project: string;
  /** Id of the managed cluster: a UUID. */
  readonly cluster: string;
  readonly endpoints: OvhEndpoints;
  /** Where the credentials are: OVH_APPLICATION_KEY and its siblings, or OVH_CLIENT_ID and OVH_CLIENT_SECRET. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What kubectl, Helm and Terraform read from a credential plugin (client.authentication.k8s.io/v1). */
export interface ExecCredential {
  readonly apiVersion: "client.authentication.k8s.io/v1";
  readonly kind: "ExecCredential";
  readonly status: { readonly clientCertificateData: string; readonly clientKeyData: string };
}

/**
 * The credential of an OVHcloud cluster, fetched when it is needed and printed for the caller alone, so that no
 * kubeconfig stands in a file or a Terraform state.
 */
export async function credential(request: CredentialRequest): Promise<Outcome<ExecCredential>> {
  const mistakes = [...idMistakes(request), ...endpointMistakes(request.endpoints)];
  if (mistakes.length > 0) throw new Refusal("the cluster's credential", mistakes);
  const identity = identityFrom(request.variables);
  const path = `/cloud/project/${request.project}/kube/${request.cluster}/kubeconfig`;
  const status = clientCertificate(await postToOvh(path, identity, request.endpoints));
  const data: ExecCredential = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status };
  return { exitCode: 0, data, lines: [JSON.stringify(data)] };
}

const idMistakes = ({ project, cluster }: CredentialRequest): readonly Mistake[] => [
  ...(/^[0-9a-f]{32}$/.test(project)
    ? []
    : [
        {
          where: "--project",
          value: project,
          why: "is not a Public Cloud project",
          wayOut: "copy the 32 hexadecimal digits of the project id",
        },
      ]),
  ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cluster)
    ? []
    : [{ where: "--cluster", value: cluster, why: "is not a cluster id", wayOut: "copy the cluster's UUID" }]),
];

/** Credentials travel encrypted; only a listener on this very machine may go without. */
const endpointMistakes = ({ api, tokens }: OvhEndpoints): readonly Mistake[] =>
  [["--endpoint", api] as const, ["--token-endpoint", tokens] as const].flatMap(([where, value]) =>
    /^https:\/\/[^/]/.test(value) || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(value)
      ? []
      : [{ where, value, why: "is not an https address", wayOut: "write it as https://eu.api.ovh.com/1.0" }],
  );

const applicationVariables = ["OVH_APPLICATION_KEY", "OVH_APPLICATION_SECRET", "OVH_CONSUMER_KEY"] as const;
const accountVariables = ["OVH_CLIENT_ID", "OVH_CLIENT_SECRET"] as const;

function identityFrom(variables: CredentialRequest["variables"]): OvhIdentity {
  const read = (name: string): string => variables[name] ?? "";
  const [applicationKey, applicationSecret, consumerKey] = applicationVariables.map(read);
  const [clientId, clientSecret] = accountVariables.map(read);
  const application = [applicationKey, applicationSecret, consumerKey];
  const account = [clientId, clientSecret];
  if (application.some(Boolean) && account.some(Boolean)) {
    throw identityRefusal(
      "are set beside each other: it is open which of them counts",
      "unset the ones that do not belong here",
    );
  }
  if (applicationKey && applicationSecret && consumerKey) {
    return { kind: "application", applicationKey, applicationSecret, consumerKey };
  }
  if (clientId && clientSecret) return { kind: "service-account", clientId, clientSecret };
  throw identityRefusal(
    "are not set, or not completely",
    `set ${applicationVariables.join(", ")}, or ${accountVariables.join(" and ")} of a service account`,
  );
}

const identityRefusal = (why: string, wayOut: string): Refusal =>
  new Refusal("the cluster's credential", [
    { where: `${applicationVariables[0]} and ${accountVariables[0]}`, value: undefined, why, wayOut },
  ]);

const base64 = z.string().regex(/^[A-Za-z0-9+/\s]+=*\s*$/);
const answerSchema = z.object({ content: z.string() });
const kubeconfigSchema = z.object({
  users: z.array(z.object({ user: z.object({ "client-certificate-data": base64, "client-key-data": base64 }) })).min(1),
});

function clientCertificate(answer: unknown): ExecCredential["status"] {
  const wrapped = answerSchema.safeParse(answer);
  const kubeconfig = wrapped.success ? kubeconfigSchema.safeParse(readYaml(wrapped.data.content)) : undefined;
  const user = kubeconfig?.data?.users[0]?.user;
  if (user === undefined) {
    throw new Refusal("the cluster's credential", [
      {
        where: "kubeconfig",
        value: undefined,
        why: "holds no client certificate and key",
        wayOut: "check in the OVHcloud console that the cluster is ready and signs in by certificate",
      },
    ]);
  }
  return {
    clientCertificateData: decode(user["client-certificate-data"]),
    clientKeyData: decode(user["client-key-data"]),
  };
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const decode = (text: string): string => Buffer.from(text, "base64").toString("utf8");
