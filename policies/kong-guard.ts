import { lua } from "./lua";

/** The program that stands before Kong's routes, and its settings as Kong checks them. */
export const kongGuard = { handler: lua("gateway/kong/handler"), schema: lua("gateway/kong/schema") } as const;
