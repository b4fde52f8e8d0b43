import { firstRequests } from "./first-requests";

/**
 * What OpenBao's first server does when it starts for the first time: it lets Terraform and snapshots in. The root token it does so with is
 * revoked before anyone sees it. A request that fails leaves a server into which nobody gets: its volume must go before it can start anew.
 */
export const selfInitialization = (): string =>
  JSON.stringify({
    initialize: [
      {
        terraform: {
          request: firstRequests("openbao").map(({ name, path, data }) => ({
            [name]: { operation: "update", path, data },
          })),
        },
      },
    ],
  });
