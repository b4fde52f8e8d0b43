/** Warnings of an API server that were read and are borne, each with its reason. */
const accepted: Readonly<Record<string, string>> = {
  "configuration.konghq.com/v1beta1 TCPIngress is deprecated":
    "Kong's controller 3.5 reads TCPRoutes of v1alpha2 alone, which the Gateway API serves no more: it knows no other kind for a port that is not the web's",
};

export const isBorne = (warning: string): boolean => Object.hasOwn(accepted, warning);
