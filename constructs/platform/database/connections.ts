/** A restored cluster must have room for as many as the one that it is restored from, or it doesn't start. */
export const connections = (sharedByTenants: boolean): Readonly<Record<string, string>> => ({
  max_connections: sharedByTenants ? "2000" : "400",
});
