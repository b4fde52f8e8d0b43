type ById<T> = Readonly<Record<string, T>>;

/** Products that carry traffic between pods in mutual TLS. */
export type MeshKind = "istio-ambient" | "linkerd";

/** What carries traffic between pods, and what travels outside of it. */
export interface MeshPlan {
  readonly kind: MeshKind;
  /** Why it is there. */
  readonly because: string;
  /** Flows outside the tunnel, by the name of the path that excepts them, with its reason. */
  readonly clear: ById<{
    readonly reason: string;
    /** Why each flow is there, by its id. */ readonly flows: ById<string>;
  }>;
}
