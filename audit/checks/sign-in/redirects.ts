import type { Finding } from "../../check";

const where = "valid_redirect_uris";

/** True where a program waits on the machine of whoever signs in; a name such as "localhost" may be anybody's (RFC 8252, 8.3). */
export const isLoopback = (uri: string): boolean => /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(uri);

/** Where a code must not go. */
export function redirectFindings(uris: readonly string[]): readonly Finding[] {
  if (uris.length === 0) {
    return [
      { where, why: "are missing: whoever asks is led back anywhere, or nowhere", wayOut: "write the addresses out" },
    ];
  }
  return uris.flatMap((value) => {
    if (value.includes("*")) {
      return [
        {
          where,
          value,
          why: "leads to whatever somebody puts in the star's place",
          wayOut: "write each address out in full",
        },
      ];
    }
    return value.startsWith("https://") || isLoopback(value)
      ? []
      : [
          {
            where,
            value,
            why: "is an address that others can read or claim",
            wayOut: "use https, or http://127.0.0.1 for a program on the machine itself",
          },
        ];
  });
}
