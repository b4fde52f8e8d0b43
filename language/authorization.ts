/** Groups that every realm has: everybody who works with the services, and those who look after them. */
export type PeopleGroup = "users" | "administrators";

/** Who of those signed in may reach a path and everything below it. */
export interface Allowance {
  /** Such as `/admin`; of several that cover a request the longest decides. */
  readonly path: string;
  /** One of them is enough. */
  readonly groups: readonly PeopleGroup[];
}

/** What a service that says nothing else allows: everything, to everybody of its realm. */
export const everybody: readonly Allowance[] = [{ path: "/", groups: ["users", "administrators"] }];

/** Name of the service that decides, and of its namespace. */
export const authorizationName = "authorization";

/** Ports on which it is asked: OPA's own for Envoy's external authorization, and for questions over HTTP. */
export const authorizationPorts = { grpc: 9191, http: 8181 } as const;

/** How it is asked: by Envoy's protocol, or with a document over HTTP. */
export type AuthorizationProtocol = keyof typeof authorizationPorts;
