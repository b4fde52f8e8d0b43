import { OpenidClient, type OpenidClientConfig } from "@cdktf/provider-keycloak/lib/openid-client";
import { Construct } from "constructs";
import { enforced, type Hardening, type OidcNeed } from "../../../language";
import { secretPath, secretsMount } from "../secrets/secret-paths";
import { StoredSecret } from "../secrets/trust-stored-secret";
import { clientTokens } from "./client-tokens";

export interface RealmClientProps {
  readonly realmId: string;
  /** Scope of the `groups` claim. */
  readonly groupsScope: string;
  /** Name of the service, and of its client. */
  readonly service: string;
  readonly title: string;
  /** Folder of the service's secrets. */
  readonly folder: string;
  readonly need: OidcNeed;
  /** Public host name of an exposed label. */
  readonly hostName: (label: string) => string;
}

/** A proof key, or in its place the reason, which Keycloak keeps with the client and the audit reads. */
const proof = (proofKey: Hardening = enforced): Pick<OpenidClientConfig, "pkceCodeChallengeMethod" | "extraConfig"> => {
  switch (proofKey.kind) {
    case "enforced":
      return { pkceCodeChallengeMethod: "S256" };
    case "exception":
      return { extraConfig: { "bestek.eu/exception-proof-key": proofKey.reason } };
  }
};

/**
 * The identity of one service: authorization code with PKCE and nothing else, to its own addresses and no other. The
 * secret of a confidential client is made by Keycloak and goes straight to OpenBao.
 */
export class RealmClient extends Construct {
  readonly clientId: string;
  readonly redirectUris: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RealmClientProps,
  ) {
    super(scope, id);
    const { realmId, groupsScope, service, need } = props;
    this.clientId = service;
    this.redirectUris = need.redirects.map(({ label, path }) => `https://${props.hostName(label)}${path}`);
    const client = this.client();
    clientTokens(this, { realmId, client, groupsScope, audience: service });
    if (need.client === "confidential") this.store(client);
  }

  private client(): OpenidClient {
    const { realmId, service, title, need, hostName } = this.props;
    const hosts = [...new Set(need.redirects.map(({ label }) => `https://${hostName(label)}`))];
    return new OpenidClient(this, "client", {
      realmId,
      clientId: service,
      name: title,
      enabled: true,
      accessType: need.client === "confidential" ? "CONFIDENTIAL" : "PUBLIC",
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      fullScopeAllowed: false,
      ...proof(need.proofKey),
      validRedirectUris: [...this.redirectUris],
      validPostLogoutRedirectUris: hosts.map((host) => `${host}/*`),
      webOrigins: hosts,
      backchannelLogoutSessionRequired: true,
    });
  }

  private store(client: OpenidClient): void {
    new StoredSecret(this, "secret", {
      mount: secretsMount,
      path: secretPath(this.props.folder, "oidc"),
      values: { "client-secret": client.clientSecret },
      origin: { resource: client, attribute: "client_secret" },
    });
  }
}
