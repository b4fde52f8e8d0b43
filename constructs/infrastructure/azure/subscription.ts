import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription";
import { Construct } from "constructs";

export interface SubscriptionProps {
  /** Subscription that the environment names. */
  readonly subscription: string;
}

/**
 * Reads the subscription before anything is changed: a plan fails where the credentials see another one than the environment
 * names, or one that is not in order.
 */
export class Subscription extends Construct {
  readonly tenantId: string;

  constructor(scope: Construct, id: string, { subscription }: SubscriptionProps) {
    super(scope, id);
    const seen = new DataAzurermSubscription(this, "subscription", {
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.subscription_id == "${subscription}" && self.state == "Enabled"}`,
            errorMessage: `the credentials must see subscription ${subscription}, and it must be enabled`,
          },
        ],
      },
    });
    this.tenantId = seen.tenantId;
  }
}
