import { OpenidAudienceProtocolMapper } from "@cdktf/provider-keycloak/lib/openid-audience-protocol-mapper";
import type { OpenidClient } from "@cdktf/provider-keycloak/lib/openid-client";
import { OpenidClientDefaultScopes } from "@cdktf/provider-keycloak/lib/openid-client-default-scopes";
import type { Construct } from "constructs";

/** Scopes that every client gets; Keycloak's own list less `roles`, because services read groups. */
const scopes = ["acr", "basic", "email", "profile", "web-origins"] as const;

export interface ClientTokensProps {
  readonly realmId: string;
  readonly client: OpenidClient;
  /** Scope of the `groups` claim. */
  readonly groupsScope: string;
  /** Service that takes the tokens. */
  readonly audience: string;
}

/** What a client's tokens say: who it is, in which groups, and for which service, so that no other can use what was meant for it. */
export function clientTokens(scope: Construct, { realmId, client, groupsScope, audience }: ClientTokensProps): void {
  new OpenidClientDefaultScopes(scope, "scopes", {
    realmId,
    clientId: client.id,
    defaultScopes: [...scopes, groupsScope],
  });
  new OpenidAudienceProtocolMapper(scope, "audience", {
    realmId,
    clientId: client.id,
    name: "audience",
    includedClientAudience: audience,
    addToIdToken: false,
    addToAccessToken: true,
  });
}
