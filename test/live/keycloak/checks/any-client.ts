import type { LoadedRealm, SignInClient } from "../loaded-realm";

/** A client by which anybody of the realm signs in and is asked nothing else. */
export function anyClient({ name, clients }: LoadedRealm): SignInClient {
  const client = clients.find(({ asksConsent, isExcepted }) => !asksConsent && !isExcepted);
  if (client === undefined) throw new Error(`realm ${name} signs nobody in`);
  return client;
}
