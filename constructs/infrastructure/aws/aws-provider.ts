import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AwsPlace } from "../../../planning/placement";

/** Tag that tells which stack a resource belongs to. */
const stackTag = "bestek.eu/stack";

const settings = (stack: TerraformStack, { account, region }: AwsPlace) => ({
  region,
  // Credentials of another account end the plan before it has looked at anything.
  allowedAccountIds: [account],
  defaultTags: [{ tags: { [stackTag]: stack.node.id } }],
});

/** The provider of a stack's own region; credentials come from the variables that it reads (AWS_PROFILE and siblings). */
export const homeProvider = (stack: TerraformStack, place: AwsPlace): AwsProvider =>
  new AwsProvider(stack, "aws", settings(stack, place));

/**
 * The provider of another region, one per stack and region. The provider's version 6 could name a region per resource,
 * version 5 can't: an alias means the same to both.
 */
export function regionalProvider(scope: Construct, place: AwsPlace): AwsProvider {
  const stack = TerraformStack.of(scope);
  const id = `aws-${place.region}`;
  const known = stack.node.tryFindChild(id);
  return known instanceof AwsProvider
    ? known
    : new AwsProvider(stack, id, { ...settings(stack, place), alias: place.region });
}
