import { Realm as KeycloakRealm } from "@cdktf/provider-keycloak/lib/realm";
import { RealmEvents } from "@cdktf/provider-keycloak/lib/realm-events";
import { Construct } from "constructs";
import { RealmGroups } from "./realm-groups";
import { RealmSignIn } from "./realm-sign-in";

export interface RealmProps {
  /** Name in addresses. */
  readonly name: string;
  /** Whose realm it is, as people read it when they sign in. */
  readonly customer: string;
  /** Domain that security keys are bound to: where people sign in, or above it. */
  readonly domain: string;
}

/** Wrong passwords in a row until an account rests: enough for a hurried human, useless for a dictionary. */
const failures = 10;

/** Days that sign-in and administration events are kept, as the database of identities is sized for. */
const eventDays = 30;

/**
 * Length over composition and no forced change (NIST SP 800-63B, section 3.1.1); a password that repeats the account or one
 * of the last five is refused.
 */
const passwordPolicy = [
  "length(14)",
  "maxLength(128)",
  "notUsername(undefined)",
  "notEmail(undefined)",
  "passwordHistory(5)",
].join(" and ");

/** The customer's realm: who may try how often, with what, and what is written down of it. */
export class Realm extends Construct {
  readonly realmId: string;
  readonly groups: RealmGroups;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RealmProps,
  ) {
    super(scope, id);
    this.realmId = this.realm().id;
    this.events();
    this.groups = new RealmGroups(this, "groups", { realmId: this.realmId });
    new RealmSignIn(this, "sign-in", { realmId: this.realmId });
  }

  private realm(): KeycloakRealm {
    const { name, customer, domain } = this.props;
    const webAuthn = {
      relyingPartyEntityName: customer,
      relyingPartyId: domain,
      signatureAlgorithms: ["ES256", "EdDSA", "RS256"],
      userVerificationRequirement: "preferred",
    };
    return new KeycloakRealm(this, "realm", {
      realm: name,
      displayName: customer,
      enabled: true,
      sslRequired: "external",
      registrationAllowed: false,
      resetPasswordAllowed: false,
      editUsernameAllowed: false,
      loginWithEmailAllowed: true,
      duplicateEmailsAllowed: false,
      rememberMe: false,
      defaultSignatureAlgorithm: "ES256",
      revokeRefreshToken: true,
      refreshTokenMaxReuse: 0,
      accessTokenLifespan: "5m",
      ssoSessionIdleTimeout: "1h",
      ssoSessionMaxLifespan: "10h",
      passwordPolicy,
      terraformDeletionProtection: true,
      otpPolicy: {
        type: "totp",
        // SHA-1 is what every authenticator app understands; HMAC does not suffer from its collisions.
        algorithm: "HmacSHA1",
        digits: 6,
        period: 30,
        lookAheadWindow: 1,
        codeReusable: false,
      },
      webAuthnPolicy: webAuthn,
      securityDefenses: {
        bruteForceDetection: {
          permanentLockout: false,
          maxLoginFailures: failures,
          waitIncrementSeconds: 60,
          maxFailureWaitSeconds: 900,
          failureResetTimeSeconds: 12 * 3600,
          quickLoginCheckMilliSeconds: 1000,
          minimumQuickLoginWaitSeconds: 60,
        },
        headers: {
          xFrameOptions: "DENY",
          contentSecurityPolicy: "frame-src 'self'; frame-ancestors 'self'; object-src 'none';",
          strictTransportSecurity: "max-age=31536000; includeSubDomains",
          xContentTypeOptions: "nosniff",
          referrerPolicy: "no-referrer",
        },
      },
      internationalization: { defaultLocale: "en", supportedLocales: ["de", "en", "fr", "it", "nl"] },
    });
  }

  private events(): void {
    new RealmEvents(this, "events", {
      realmId: this.realmId,
      eventsEnabled: true,
      eventsExpiration: eventDays * 24 * 3600,
      adminEventsEnabled: true,
      adminEventsDetailsEnabled: true,
      // The log takes them out of the reach of whoever takes over the realm.
      eventsListeners: ["jboss-logging"],
    });
  }
}
