import type { Finding } from "../../check";
import { textAt, type Json } from "../../facts/json";
import { redirectFindings } from "./redirects";

/** The one pattern that leads nobody astray: a program on the machine itself, at any port, and a path without patterns. */
const loopback = /^http:\/\/127\\\.0\\\.0\\\.1(\(:\[0-9\]\+\)\?|:\d+)?(\/([\w-]|\\\.)*)+$/;

/** True for an address by which a program waits on the machine of whoever signs in. */
export const isLoopbackPattern = (redirect: Json): boolean =>
  textAt(redirect, "matching_mode") === "regex" && loopback.test(textAt(redirect, "url") ?? "");

/** Where a code must not go, by what authentik compares. */
export function blueprintRedirectFindings(
  name: string,
  redirects: readonly Json[],
  isPublic: boolean,
): readonly Finding[] {
  const written = redirects.filter((redirect) => !(isPublic && isLoopbackPattern(redirect)));
  const patterns = written.filter((redirect) => textAt(redirect, "matching_mode") !== "strict");
  const strict = written.filter((redirect) => !patterns.includes(redirect)).map((each) => textAt(each, "url") ?? "");
  const where = `${name}: redirect_uris`;
  return [
    ...patterns.map((redirect) => ({
      where,
      value: redirect,
      why: "leads to whatever somebody makes fit",
      wayOut: 'compare by "strict", and write each address out in full',
    })),
    ...(redirects.length === 0 || strict.length > 0
      ? redirectFindings(strict).map((finding) => ({ ...finding, where }))
      : []),
  ];
}
