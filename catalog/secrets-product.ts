import type { Footprint, Image, HelmChart } from "../language";
import { helmCharts, images } from "./components";
import { openbao } from "./footprints/openbao";
import { vault } from "./footprints/vault";

/** What can hold the secrets; both speak the API of Vault. */
export type SecretsProduct = "openbao" | "vault";

/** A product that holds the secrets, and every name that differs between the two. */
export interface SecretsServer {
  readonly product: SecretsProduct;
  /** Its component id is the name of release, namespace, Services and servers alike. */
  readonly footprint: Footprint;
  readonly chart: HelmChart;
  readonly image: Image;
  /** Command line, and how the variables begin that it reads. */
  readonly program: { readonly name: string; readonly variables: string };
  /** Version that Terraform's provider takes it for, which can't ask without a right of its own. */
  readonly apiVersion: string;
}

const servers: Readonly<Record<SecretsProduct, SecretsServer>> = {
  openbao: {
    product: "openbao",
    footprint: openbao,
    chart: helmCharts.openbao,
    image: images.openbao,
    program: { name: "bao", variables: "BAO" },
    // OpenBao counts its own versions but speaks the API of the Vault it left at 1.14.
    apiVersion: "1.14.0",
  },
  vault: {
    product: "vault",
    footprint: vault,
    chart: helmCharts.vault,
    image: images.vault,
    program: { name: "vault", variables: "VAULT" },
    apiVersion: images.vault.tag,
  },
};

/** Component ids of both, which are the names of their releases and namespaces too. */
export const secretsComponents: readonly string[] = Object.values(servers).map(({ footprint }) => footprint.component);

export const secretsServer = (product: SecretsProduct): SecretsServer => servers[product];

/** Id of its pods in flows and policies. */
export const secretsServerPods = ({ footprint }: SecretsServer): string => `${footprint.component}/server`;

/** Where clients inside the cluster reach it; `leader` where a request must not go through another server. */
export const secretsAddressOf = ({ footprint }: SecretsServer, at: "any" | "leader" = "any"): string => {
  const { component, namespace } = footprint;
  return `http://${component}${at === "leader" ? "-active" : ""}.${namespace}.svc.cluster.local:8200`;
};
