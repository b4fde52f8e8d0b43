import { roleAnnotation } from "../constructs/infrastructure/aws/workload-role";
import { awsNames, iamArn, type AwsPlace } from "../planning/placement";
import type { SiteContext } from "./site-context";

/**
 * What ties a service account to an object storage user's identity: at AWS the name of a role of the site, known before the role is
 * made. Nothing where pods bear keys, or where labels say it.
 */
export function podIdentity(
  context: SiteContext,
  user: string,
): { readonly accountAnnotations?: Readonly<Record<string, string>> } {
  const taken = roleOf(context, user);
  return taken === undefined ? {} : { accountAnnotations: roleAnnotation(taken.place, taken.role) };
}

/** The same role, for pods whose account has another: they take it on by naming it. Undefined where there are no roles. */
export function podRole(context: SiteContext, user: string): string | undefined {
  const taken = roleOf(context, user);
  return taken && iamArn(taken.place, `role/${taken.role}`);
}

function roleOf(
  { environment, site, id }: SiteContext,
  user: string,
): { readonly place: AwsPlace; readonly role: string } | undefined {
  switch (site.kind) {
    case "aws":
      return { place: site, role: awsNames.userRole(`${environment.name}-${id}`, user) };
    case "ovh":
    case "azure":
    case "existing":
      return undefined;
  }
}
