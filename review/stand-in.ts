/** With these words a provider says that it only knows a schema; Terraform repeats them with every plan. */
const standInWarning = "Warning: This provider is a stand-in";

/** True where what Terraform printed says that a provider which reached nothing had a part in it. */
export const saysStandIn = (printed: string): boolean => printed.includes(standInWarning);
