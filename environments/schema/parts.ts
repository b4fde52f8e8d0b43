import { z } from "zod";

/** The replaceable components that the seed documents name, each with its default. */
export const partsSchema = z.strictObject({
  gateway: z.enum(["envoy", "kong"]).default("envoy"),
  bus: z.enum(["nats", "kafka"]).default("nats"),
  secrets: z.enum(["openbao", "vault"]).default("openbao"),
  objects: z.enum(["provider", "rook", "garage"]).default("provider"),
  identity: z.enum(["keycloak", "authentik"]).default("keycloak"),
});

export type Parts = z.output<typeof partsSchema>;

/** What an environment is made of that chooses nothing. */
export const defaultParts: Parts = partsSchema.parse({});
