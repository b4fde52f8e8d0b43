/** How rclone finds a storage account of Azure, by the names of its settings: signed in as the identity of its pods (rclone 1.75, backend azureblob). */
export const azureBlobClient = (account: string): Readonly<Record<string, string>> => ({
  ACCOUNT: account,
  ENV_AUTH: "true",
  NO_CHECK_CONTAINER: "true",
});
