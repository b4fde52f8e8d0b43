import type { Finding } from "../../check";
import { at, textAt, type Json } from "../../facts/json";

/** A field of a client that is not what it should be. */
export function unexpected(
  name: string,
  field: string,
  value: Json | undefined,
  good: boolean,
  { why, wayOut }: Pick<Finding, "why" | "wayOut">,
): readonly Finding[] {
  return good ? [] : [{ where: `${name}: ${field}`, value: value ?? null, why, wayOut }];
}

/** Longest times in seconds: of a token that nobody can take back, and of one by which a program goes on unseen. */
const longest = { access_token_validity: 3600, refresh_token_validity: 24 * 3600 } as const;

/** How long what a client has been given is good for. */
export function lifeFindings(name: string, attrs: Json): readonly Finding[] {
  return [
    ...Object.entries(longest).flatMap(([field, most]) =>
      unexpected(name, field, at(attrs, field), seconds(textAt(attrs, field)) <= most, {
        why: "leaves a stolen token good for longer than it may be",
        wayOut: `set it to ${String(most)} seconds at most`,
      }),
    ),
    ...unexpected(
      name,
      "refresh_token_threshold",
      at(attrs, "refresh_token_threshold"),
      textAt(attrs, "refresh_token_threshold") === "seconds=0",
      { why: "lets a stolen refresh token be used beside its owner", wayOut: 'set it to "seconds=0": each works once' },
    ),
  ];
}

const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 24 * 3600 };

/** Seconds of a span as authentik writes it, such as `hours=1;minutes=30`; without end for any other text, and for none. */
function seconds(span: string | undefined): number {
  const parts = (span ?? "").split(";").map((part) => /^([a-z]+)=(\d+)$/.exec(part.trim()));
  return parts.reduce((sum, part) => {
    const [, unit = "", count = ""] = part ?? [];
    return sum + (units[unit] ?? Infinity) * (count === "" ? Infinity : Number(count));
  }, 0);
}
