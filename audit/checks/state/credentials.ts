import type { Finding } from "../../check";
import type { TerraformFact } from "../../facts";
import { at, dotted, texts } from "../../facts/json";

/** Attributes of a cluster that let their reader in. */
const credential =
  /\.(?:kubeconfig|kube_config_raw|kube_admin_config_raw|client_key|client_certificate|access_key|secret_access_key|secret_key|password|token)(?!\w)|\.(?:kubeconfig_attributes|kube_config|kube_admin_config)(?!\w|(?:\[\d+\]|\.\d+)\.(?:host|cluster_ca_certificate)(?!\w))/;

/** Outputs of another stack whose names say that they are credentials. */
const readCredential =
  /\.outputs(?:\.|\[\\?")[\w-]*(?:kube_?config|client_key|client_certificate|secret_key|access_key|password|token)\b/i;

/** Data sources whose answer, a credential among it, is written into the reader's state. */
const credentialSources = new Set([
  "aws_eks_cluster_auth",
  "azurerm_kubernetes_cluster",
  "ovh_cloud_project_kube",
  "azurerm_storage_account",
  "azurerm_storage_account_sas",
  "vault_generic_secret",
  "vault_kv_secret",
  "vault_kv_secret_v2",
  "kubernetes_secret",
  "kubernetes_secret_v1",
]);

/** Resources that put a text of the state onto a disk. */
const fileWriters = new Set(["local_file", "local_sensitive_file"]);

/**
 * Whoever reads one output of a stack can read its whole state, and keeps what it read in its own. A cluster is reached with a
 * credential that is fetched anew for each run, so none has a place in an output, a reader or a file.
 */
export function copiedCredentials({ block, type, address, attributes }: TerraformFact): readonly Finding[] {
  switch (block) {
    case "output":
      return [
        ...(at(attributes, "sensitive") === true ? [finding("sensitive", "hands a secret to every reader")] : []),
        ...matches(attributes, credential, "hands a credential to every reader of this state"),
      ];
    case "data":
      return credentialSources.has(type)
        ? [finding(address, "writes the credentials that it reads into this stack's state")]
        : matches(attributes, readCredential, "copies a credential out of another stack's state");
    case "resource":
      return [
        ...(fileWriters.has(type) ? [finding(address, "writes a value of the state to the operator's disk")] : []),
        ...matches(attributes, readCredential, "copies a credential out of another stack's state"),
      ];
    case "provider":
      return matches(attributes, readCredential, "logs in with a credential out of another stack's state");
    case "local":
      return matches(attributes, readCredential, "copies a credential out of another stack's state");
    case "ephemeral":
    case "backend":
    case "variable":
    case "module":
    case "other":
      return [];
  }
}

const wayOut = "publish the id alone, and let the reader fetch a credential of its own";

const finding = (where: string, why: string): Finding => ({ where, why, wayOut });

const matches = (attributes: TerraformFact["attributes"], pattern: RegExp, why: string): readonly Finding[] =>
  texts(attributes)
    .filter(([, text]) => text.includes("${") && pattern.test(text))
    .map(([path]) => finding(dotted(path), why));
