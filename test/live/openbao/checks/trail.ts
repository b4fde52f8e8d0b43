import { z } from "zod";
import { madeUp } from "../../harness/terraform/load";
import type { Platform } from "../platform";
import type { Finding } from "../../harness/finding";

const entrySchema = z.looseObject({
  type: z.enum(["request", "response"]),
  request: z.looseObject({ path: z.string(), operation: z.string() }),
  error: z.string().optional(),
});

/** Every request that must be found in the trail. */
export interface Attempt {
  readonly path: string;
  readonly isRefused: boolean;
}

/** The trail on the servers' output tells of every attempt, and shows no secret in clear. */
export function trailFindings({ servers, review }: Platform, attempts: readonly Attempt[]): readonly Finding[] {
  const lines = servers.output().split("\n");
  const entries = lines.flatMap((line) => {
    if (!line.startsWith('{"')) return [];
    return entrySchema.safeParse(JSON.parse(line)).data ?? [];
  });
  const missing = attempts.filter(
    ({ path, isRefused }) =>
      !entries.some(
        ({ type, request, error }) =>
          type === "response" && request.path === path && isRefused === (error?.includes("permission denied") ?? false),
      ),
  );
  const clear = [madeUp(""), review.reviewer.slice(0, 60)];
  return [
    ...missing.map(({ path, isRefused }) => `the trail is silent on ${isRefused ? "refused " : ""}${path}`),
    ...lines.flatMap((line) => {
      const [shown] = clear.filter((secret) => line.includes(secret));
      return shown === undefined
        ? []
        : [`the trail shows ${line.slice(line.indexOf(shown), line.indexOf(shown) + 80)}`];
    }),
  ];
}
