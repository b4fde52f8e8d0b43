import { roleAnnotation } from "../constructs/infrastructure/aws/workload-role";
import { awsNames, iamArn } from "../planning/placement";
import type { SiteContext } from "./site-context";

/**
 * What ties a service account to an object storage user's identity: at AWS the name of a role of the site, known before the role is
 * made. Nothing where pods bear keys, or where labels say it.
 */
export function podIdentity(
  { environment, site, id }: SiteContext,
  user: string,
): { readonly accountAnnotations?: Readonly<Record<string, string>> } {
  switch (site.kind) {
    case "aws":
      return { accountAnnotations: roleAnnotation(site, awsNames.userRole(`${environment.name}-${id}`, user)) };
    case "ovh":
    case "azure":
    case "existing":
      return {};
  }
}

/** The same role, for pods whose account has another: they take it on by naming it. Undefined where there are no roles. */
export function podRole({ environment, site, id }: SiteContext, user: string): string | undefined {
  switch (site.kind) {
    case "aws":
      return iamArn(site, `role/${awsNames.userRole(`${environment.name}-${id}`, user)}`);
    case "ovh":
    case "azure":
    case "existing":
      return undefined;
  }
}
