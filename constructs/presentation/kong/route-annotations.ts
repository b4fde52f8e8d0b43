/** What Kong's controller reads of a route: its plugins, and that nothing is answered without encryption. */
export const routeAnnotations = (plugins: readonly string[]): Readonly<Record<string, string>> => ({
  "konghq.com/plugins": plugins.join(","),
  // Kong would answer on the plain port as well, whatever listener the route hangs on.
  "konghq.com/protocols": "https",
  "konghq.com/https-redirect-status-code": "301",
  // A file of gigabytes is handed on as it comes.
  "konghq.com/request-buffering": "false",
  "konghq.com/response-buffering": "false",
});
