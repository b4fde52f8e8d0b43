import { preamble, quoted } from "../shell";
import { keptDays, type StatePlace } from "./state-place";

type AzurePlace = Extract<StatePlace, { kind: "azurerm" }>;

/** A storage account without shared keys: whoever reads states signs in, and a blob's lease is the lock. */
export const azureState = (environment: string, place: AzurePlace): readonly string[] => [
  "# Needs the Azure command line, signed in as an owner of the subscription, and in OPERATOR the object id of the user, group",
  "# or service principal that applies.",
  ...preamble,
  "operator=${OPERATOR:?name the object id of who applies}",
  `account=${quoted(place.account)}`,
  `container=${quoted(place.container)}`,
  `region=${quoted(place.region)}`,
  `group=${quoted(`${environment}-state`)}`,
  "",
  'az group create --name "$group" --location "$region" --output none',
  'az storage account create --name "$account" --resource-group "$group" --location "$region" \\',
  `  --kind StorageV2 --sku ${place.zones ? "Standard_ZRS" : "Standard_LRS"} --https-only true --min-tls-version TLS1_2 \\`,
  "  --allow-blob-public-access false --allow-shared-key-access false --allow-cross-tenant-replication false --output none",
  'az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \\',
  `  --enable-versioning true --enable-delete-retention true --delete-retention-days ${String(keptDays)} \\`,
  `  --enable-container-delete-retention true --container-delete-retention-days ${String(keptDays)} --output none`,
  'id=$(az storage account show --name "$account" --resource-group "$group" --query id --output tsv)',
  "",
  "# Who applies reads and writes blobs by its own sign-in.",
  'az role assignment create --assignee-object-id "$operator" --assignee-principal-type "${OPERATOR_TYPE:-ServicePrincipal}" \\',
  '  --role "Storage Blob Data Contributor" --scope "$id" --output none',
  'az resource lock create --name keep-state --lock-type CanNotDelete --resource "$id" --output none',
  "",
  "# Through the management API: it needs no role on the blobs, which takes minutes to arrive.",
  'az storage container-rm create --name "$container" --storage-account "$id" --output none',
  "",
  "# What the stacks rely on.",
  '[ "$(az storage account show --ids "$id" --query allowSharedKeyAccess --output tsv)" = false ] ||',
  '  fail "$account: shared keys still open it"',
  '[ "$(az storage account blob-service-properties show --account-name "$account" --resource-group "$group" \\',
  '  --query isVersioningEnabled --output tsv)" = true ] ||',
  '  fail "$account: versions are not kept"',
  "printf '%s\\n' \"$account keeps states and their versions; a blob's lease is the lock\"",
];
