import { secretsServer, type SecretsProduct } from "../../../catalog";

/** Secret with which the servers reach their seal key, or in which it lies. */
export const sealSecret = (product: SecretsProduct): string => `${secretsServer(product).footprint.component}-seal`;
