import { asksAuthorization, type ServiceDefinition } from "../language";
import { authentik, authorization, identity, withSettings } from "./platform";
import { withSignIn } from "./sign-in";
import { runsIn, type Suite } from "./suite";

/** What decides which services run. */
export interface ServiceChoice {
  readonly suite: Suite;
  readonly tenancy: { readonly kind: "dedicated" | "shared" };
}

/**
 * Every service of an environment: those of its suite and those that every suite stands on, sorted by name. What stands
 * between tenants runs only where there are several, and what decides who may pass only where somebody must.
 */
export function servicesOf({ suite, tenancy }: ServiceChoice): readonly ServiceDefinition[] {
  const chosen = Object.fromEntries(Object.entries(suite.services).filter(([, service]) => runsIn(tenancy, service)));
  const deciding = Object.values(chosen).some(asksAuthorization)
    ? { authorization: authorization(suite.gateway === "kong" ? "http" : "grpc") }
    : {};
  const all = Object.values({ ...chosen, ...deciding }).map((service) =>
    suite.gateway === "kong" ? withSignIn(service) : service,
  );
  const others = withSettings(byName(all.filter(({ name }) => name !== identity.name)));
  return byName([...others, signingPeopleIn(suite, others)]);
}

const byName = (services: readonly ServiceDefinition[]): readonly ServiceDefinition[] =>
  [...services].sort((a, b) => (a.name < b.name ? -1 : 1));

/** What every suite stands on; authentik is told of those who sign people in, where Keycloak is told by Terraform. */
const signingPeopleIn = (
  { identity: product }: Pick<Suite, "identity">,
  services: readonly ServiceDefinition[],
): ServiceDefinition => (product === "authentik" ? authentik(services) : identity);
