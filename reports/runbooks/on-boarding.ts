import { apply, kubectl, preamble } from "./commands";
import { document, heading, list, shell, step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** What one more tenant is made of, and how it comes to be. */
export interface OnBoarding {
  /** Stacks of one tenant in the order of their application, with `$tenant` in the place of its id. */
  readonly stacks: readonly string[];
  /** Services of which each tenant has an instance of its own, with what the tenant gets for each. */
  readonly services: readonly {
    readonly name: string;
    readonly title: string;
    readonly gets: readonly string[];
  }[];
  /** Services of the platform that know their tenants by name. */
  readonly listing: readonly string[];
  /** Stacks that carry those. */
  readonly listingStacks: readonly string[];
  /** What is counted of a tenant, each by its title and unit; none where nobody is charged. */
  readonly meters: readonly string[];
}

/** From a line of facts to people who sign in. Nothing but CI and Terraform provisions: no program in the cluster may make tenants. */
export const onBoarding = (facts: RunbookFacts, tenant: OnBoarding): string => {
  const { environment, page, serving, other, identity } = facts;
  const sites: readonly RunbookSite[] =
    other === undefined || other.kind === "lost" ? [serving] : [serving, other.site];
  return document(
    heading(`A new tenant of ${environment}`),
    `A tenant is one line under \`tenancy.tenants\` in ${page}: an id that never changes, a name, a domain and a number of users. Everything below follows from it; no other tenant's stack changes.`,
    list([
      "a realm of its own at the identity server, with groups, two factors, and a client for each service that signs people in",
      `a key of its own in ${facts.secretsServer.title}, and policies that let each of its namespaces read its own secrets and no others`,
      ...tenant.services.map(
        ({ name, title, gets }) =>
          `${title}: namespace \`$tenant-${name}\` with a quota${gets.map((part) => `, ${part}`).join("")}`,
      ),
      "names below its own domain, which its keeper enters as the stack's output `zone_file` has them, or the platform's zone holds",
      ...(tenant.meters.length === 0
        ? []
        : [`a customer with a subscription in Lago, and these meters: ${tenant.meters.join(", ")}`]),
    ]),
    shell(["tenant=<id of the tenant>", ...preamble(facts, sites)]),
    step(
      1,
      "Write the line and have it judged",
      "`synth` refuses ids that collide, domains that somebody has, and more buckets than the account was granted. It records what the tenant keeps in the lock: commit both. The review says in words that nothing but the new tenant is made.",
      [`npx bestek review ${environment}`],
    ),
    step(
      2,
      "Make the tenant",
      `Its buckets first, because keys to them must lie in ${facts.secretsServer.title} before its services start; then its realm, keys and names; then its services, databases included.`,
      apply(tenant.stacks),
    ),
    step(
      3,
      "Tell those who know tenants by name",
      tenant.listing.length === 0
        ? "Nothing of the platform lists tenants."
        : `These do, and no others: ${tenant.listing.join(", ")}.`,
      apply(tenant.listingStacks),
    ),
    step(
      4,
      "See that it works",
      "Everything is ready, its realm answers, and somebody of the tenant is its first administrator: an account in the group `administrators`, made by an operator of the realm.",
      [
        ...tenant.services.map(
          ({ name }) =>
            `${kubectl(serving, `"$tenant-${name}"`)} wait pod --all --for=condition=Ready --field-selector=status.phase=Running --timeout=15m`,
        ),
        `curl --fail --silent --show-error "https://iam.${facts.domain}/realms/$tenant/.well-known/openid-configuration" > /dev/null`,
      ],
    ),
    `Whoever leaves does so by \`npx bestek retire ${environment} tenant <id>\`, which writes the steps; with the line the tenant leaves the lists of step 3, and its subscription ends with a last invoice.${identity === undefined ? "" : ` The realm of the platform's own people is stack \`${identity}\`.`}`,
  );
};
