/** Workload that signs people in before a service, where the gateway can't itself. */
export const signInWorkload = "sign-in";

/** Port on which it is asked, OAuth2 Proxy's own. */
export const signInPort = 4180;
