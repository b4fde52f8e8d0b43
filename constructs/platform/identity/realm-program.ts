import { OpenidClient } from "@cdktf/provider-keycloak/lib/openid-client";
import { OpenidClientOptionalScopes } from "@cdktf/provider-keycloak/lib/openid-client-optional-scopes";
import { Construct } from "constructs";
import type { Program, ProgramRedirect } from "../../../language";
import { clientTokens } from "./client-tokens";

export interface RealmProgramProps {
  readonly realmId: string;
  /** Scope of the `groups` claim. */
  readonly groupsScope: string;
  readonly clientId: string;
  readonly program: Program;
  /** Service that takes the program's tokens. */
  readonly service: string;
  /** Public host name of an exposed label. */
  readonly hostName: (label: string) => string;
}

/** Seconds for which a program in use need not sign in again, and those after which one that rests must: a working day. */
const inUse = 10 * 3600;
const atRest = 3600;

/**
 * A program of people's own: authorization code with PKCE and no secret, back to its own page or its own machine. Each refresh token works
 * once, as everywhere in the realm, and none outlives a working day. Who waits on the machine itself can't be told, so there people are asked.
 */
export class RealmProgram extends Construct {
  readonly redirectUris: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RealmProgramProps,
  ) {
    super(scope, id);
    const { realmId, groupsScope, program, service } = props;
    this.redirectUris = program.redirects.map((redirect) => this.uri(redirect));
    const client = this.client();
    clientTokens(this, { realmId, client, groupsScope, audience: service });
    new OpenidClientOptionalScopes(this, "optional", {
      realmId,
      clientId: client.id,
      optionalScopes: ["offline_access"],
    });
  }

  private client(): OpenidClient {
    const { realmId, clientId, program, hostName } = this.props;
    const hosts = [
      ...new Set(program.redirects.flatMap((redirect) => (redirect.kind === "page" ? [hostName(redirect.label)] : []))),
    ].map((host) => `https://${host}`);
    return new OpenidClient(this, "client", {
      realmId,
      clientId,
      name: program.title,
      enabled: true,
      accessType: "PUBLIC",
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      fullScopeAllowed: false,
      pkceCodeChallengeMethod: "S256",
      consentRequired: program.redirects.some(({ kind }) => kind === "loopback"),
      validRedirectUris: [...this.redirectUris],
      validPostLogoutRedirectUris: hosts.map((host) => `${host}/*`),
      webOrigins: hosts,
      useRefreshTokens: true,
      clientSessionIdleTimeout: String(atRest),
      clientSessionMaxLifespan: String(inUse),
      clientOfflineSessionIdleTimeout: String(inUse),
    });
  }

  private uri(redirect: ProgramRedirect): string {
    switch (redirect.kind) {
      case "page":
        return `https://${this.props.hostName(redirect.label)}${redirect.path}`;
      case "loopback":
        // Without a port: Keycloak then takes any, and the path as it stands.
        return `http://127.0.0.1${redirect.path}`;
    }
  }
}
