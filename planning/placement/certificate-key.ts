import type { Environment } from "../../environments/schema";
import { mailPort, type Exposure, type ServiceDefinition } from "../../language";
import { hostName } from "./host-name";
import { isPublished } from "./published";

type Pinned = Pick<ServiceDefinition, "name" | "tenancy" | "exposes" | "needs">;

/** Exposures at which a service takes mail from the internet; none where another takes it for the tenant. */
const takesMail = (environment: Pick<Environment, "tenancy">, { tenancy, exposes }: Pinned): readonly Exposure[] =>
  exposes.filter(
    (exposure) =>
      exposure.kind === "tcp" && exposure.publicPort === mailPort && isPublished(environment, tenancy, exposure),
  );

/** Names at which other servers deliver to a service. */
export const mailHosts = (environment: Pick<Environment, "tenancy">, service: Pinned): readonly string[] =>
  takesMail(environment, service).map(({ label }) => hostName(environment, label));

/** Keys of a service's certificate that other mail servers are told of, that in use first; none where it takes no mail from them. */
export const certificateKeys = (environment: Pick<Environment, "tenancy">, service: Pinned): readonly string[] =>
  takesMail(environment, service).length === 0 ? [] : (service.needs.certificate?.keys ?? []);

/** Name of such a key in the secrets server; none of its parts has a dot. */
export const certificateKeyName = ({ name }: Pick<Environment, "name">, service: string, key: string): string =>
  `${name}.${service}.${key}`;
