import { AuthenticationBindings } from "@cdktf/provider-keycloak/lib/authentication-bindings";
import { AuthenticationExecution } from "@cdktf/provider-keycloak/lib/authentication-execution";
import { AuthenticationExecutionConfigA as AuthenticationExecutionConfig } from "@cdktf/provider-keycloak/lib/authentication-execution-config";
import { AuthenticationFlow } from "@cdktf/provider-keycloak/lib/authentication-flow";
import { AuthenticationSubflow } from "@cdktf/provider-keycloak/lib/authentication-subflow";
import { RequiredAction } from "@cdktf/provider-keycloak/lib/required-action";
import { Construct } from "constructs";

export interface RealmSignInProps {
  readonly realmId: string;
}

type Requirement = "REQUIRED" | "ALTERNATIVE" | "CONDITIONAL";

/** Part of the flow that a second factor already belongs to somebody. */
const owned = "second factor at hand";

/**
 * Sign-in in the browser with two factors, for everybody: after the password either a security key or a code, and who
 * has neither sets up a code before going on. Keycloak's own flow asks only those who happen to have one. Outside the
 * browser a password opens nothing.
 */
export class RealmSignIn extends Construct {
  private readonly realmId: string;
  private priority = 0;

  constructor(scope: Construct, id: string, { realmId }: RealmSignInProps) {
    super(scope, id);
    this.realmId = realmId;
    this.actions();
    const flow = new AuthenticationFlow(this, "flow", {
      realmId,
      alias: "browser with two factors",
      description: "password, then security key or code",
    });
    this.execution(flow, "auth-cookie", "ALTERNATIVE");
    this.execution(flow, "identity-provider-redirector", "ALTERNATIVE");
    const forms = this.subflow(flow, "password and second factor", "ALTERNATIVE");
    this.execution(forms, "auth-username-password-form", "REQUIRED");
    const present = this.subflow(forms, owned, "CONDITIONAL");
    this.execution(present, "conditional-user-configured", "REQUIRED");
    this.execution(present, "webauthn-authenticator", "ALTERNATIVE");
    this.execution(present, "auth-otp-form", "ALTERNATIVE");
    const first = this.subflow(forms, "first second factor", "CONDITIONAL");
    this.unlessOwned(this.execution(first, "conditional-sub-flow-executed", "REQUIRED"));
    const last = this.execution(first, "auth-otp-form", "REQUIRED");
    const elsewhere = new AuthenticationFlow(this, "flow-elsewhere", {
      realmId,
      alias: "no password outside the browser",
      description: "refuses",
    });
    // Each realm is born with a client for command lines, which any password of the realm would give a token, without a second factor.
    const refusal = this.execution(elsewhere, "deny-access-authenticator", "REQUIRED");
    new AuthenticationBindings(this, "bindings", {
      realmId,
      browserFlow: flow.alias,
      directGrantFlow: elsewhere.alias,
      dependsOn: [last, refusal],
    });
  }

  /** A code can be demanded of people; a security key is offered in the account's settings. */
  private actions(): void {
    const { realmId } = this;
    new RequiredAction(this, "action-code", { realmId, alias: "CONFIGURE_TOTP", name: "Set up a code", enabled: true });
    new RequiredAction(this, "action-security-key", {
      realmId,
      alias: "webauthn-register",
      name: "Set up a security key",
      enabled: true,
    });
  }

  private unlessOwned(condition: AuthenticationExecution): void {
    new AuthenticationExecutionConfig(this, "unless-owned", {
      realmId: this.realmId,
      executionId: condition.id,
      alias: "unless a second factor is at hand",
      config: { flow_to_check: owned, check_result: "not-executed" },
    });
  }

  private subflow(
    parent: AuthenticationFlow | AuthenticationSubflow,
    alias: string,
    requirement: Requirement,
  ): AuthenticationSubflow {
    return new AuthenticationSubflow(this, `subflow-${alias}`, {
      realmId: this.realmId,
      parentFlowAlias: parent.alias,
      alias,
      providerId: "basic-flow",
      requirement,
      priority: this.next(),
    });
  }

  private execution(
    parent: AuthenticationFlow | AuthenticationSubflow,
    authenticator: string,
    requirement: Requirement,
  ): AuthenticationExecution {
    const priority = this.next();
    return new AuthenticationExecution(this, `execution-${String(priority)}-${authenticator}`, {
      realmId: this.realmId,
      parentFlowAlias: parent.alias,
      authenticator,
      requirement,
      priority,
    });
  }

  /** Steps run in the order in which they are written here. */
  private next(): number {
    this.priority += 10;
    return this.priority;
  }
}
