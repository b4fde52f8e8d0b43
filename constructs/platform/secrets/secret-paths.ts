/** Mount of the secrets that services read, in OpenBao. */
export const secretsMount = "platform";

/** Path of a secret below the mount: each namespace reads and writes only below its own name. */
export const secretPath = (namespace: string, secret: string): string => `${namespace}/${secret}`;

/** Path of a secret that each site has its own of, such as the keys of a bucket beside it. */
export const siteSecretPath = (namespace: string, secret: string, site: string): string =>
  `${secretPath(namespace, secret)}/${site}`;

/** Role of a namespace's pods at OpenBao's Kubernetes login. */
export const secretsRole = (namespace: string): string => namespace;

/** Service account with which External Secrets reads a namespace's secrets. */
export const secretsReader = "secrets-reader";

/** Where OpenBao is reached inside the cluster. */
export const secretsAddress = "http://openbao.openbao.svc.cluster.local:8200";
