import type { Image } from "../../language";

/**
 * Envoy's rate limit service, Apache-2.0, at the build that Envoy Gateway 1.9.0 brings. Its publisher tells builds apart by commits and
 * has no versions, so that it stands beside the other images and not among them.
 */
export const rateLimitImage: Image = { registry: "docker.io", repository: "envoyproxy/ratelimit", tag: "17b1956c" };
