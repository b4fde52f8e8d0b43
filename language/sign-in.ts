import type { Hardening } from "./exception";
import type { Mistake } from "./refusal";
import type { Exposure } from "./service";

export interface OidcNeed {
  /** Redirect paths below the label's host name. */
  readonly redirects: readonly { readonly label: string; readonly path: string }[];
  /** `public` clients use PKCE and have no secret; `confidential` ones have both. */
  readonly client: "public" | "confidential";
  /** Proof key for code exchange (RFC 7636), or why a confidential client can't give one. Default: enforced. */
  readonly proofKey?: Hardening;
  /** Programs that sign people in by themselves and show the service what they got, by client id. Default: none. */
  readonly programs?: Readonly<Record<string, Program>>;
}

/**
 * A program in people's own hands: on their desk, in their pocket, or a page in their browser. It can keep no secret, so that it has none:
 * a public client with PKCE (RFC 8252), whose tokens are made out to the service that declares it.
 */
export interface Program {
  /** As people read it when they are asked whether the program may act for them. */
  readonly title: string;
  readonly redirects: readonly ProgramRedirect[];
}

/** Where a program takes people back once they have signed in; schemes of one's own are left out, for any program may claim them. */
export type ProgramRedirect =
  /** A page below the label's host name, which nobody else can answer. */
  | { readonly kind: "page"; readonly label: string; readonly path: string }
  /** The program itself, listening on 127.0.0.1 at a port of its choice (RFC 8252, 7.3): whoever runs there may be anybody, so people are asked. */
  | { readonly kind: "loopback"; readonly path: string };

interface SigningIn {
  readonly name: string;
  readonly needs: { readonly oidc?: OidcNeed };
  readonly exposes: readonly Exposure[];
}

const clientId = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;

/** A plain path, of which no part stands for anything else. */
const plainPath = /^\/([\w.~-]+(\/[\w.~-]+)*)?$/;

/** Programs of a service that nobody could be led back to, or that anybody could stand in for. */
export function programMistakes({ name, needs: { oidc }, exposes }: SigningIn): Mistake[] {
  const labels = exposes.flatMap(({ kind, label }) => (kind === "https" ? [label] : []));
  return Object.entries(oidc?.programs ?? {}).flatMap(([id, { redirects }]) => {
    const where = `needs.oidc.programs.${id}`;
    return [
      ...idMistakes(where, id, name),
      ...(redirects.length === 0
        ? [
            {
              where: `${where}.redirects`,
              value: undefined,
              why: "are missing, so that nobody who signed in comes back",
              wayOut: "name the page, or the path on the program's own machine",
            },
          ]
        : []),
      ...redirects.flatMap((redirect, index) =>
        redirectMistakes(`${where}.redirects.${String(index)}`, redirect, labels),
      ),
    ];
  });
}

function idMistakes(where: string, id: string, service: string): Mistake[] {
  if (id === service) {
    return [
      { where, value: id, why: "is the client of the service itself", wayOut: "give the program an id of its own" },
    ];
  }
  return clientId.test(id)
    ? []
    : [
        {
          where,
          value: id,
          why: "is no client id of at most 40 characters",
          wayOut: "use lower-case letters, digits and hyphens, starting with a letter",
        },
      ];
}

const redirectMistakes = (where: string, redirect: ProgramRedirect, labels: readonly string[]): Mistake[] => [
  ...(plainPath.test(redirect.path) && !redirect.path.includes("..")
    ? []
    : [
        {
          where: `${where}.path`,
          value: redirect.path,
          why: "is no plain path, and a code must never go where a pattern leads",
          wayOut: 'write it out, such as "/account/callback"',
        },
      ]),
  ...(redirect.kind === "page" && !labels.includes(redirect.label)
    ? [
        {
          where: `${where}.label`,
          value: redirect.label,
          why: "is no address of this service on the web",
          wayOut: labels.length === 0 ? "expose the service first" : `use one of: ${labels.join(", ")}`,
        },
      ]
    : []),
];

/** Client ids that two services of a suite claim: a realm has each once. */
export function programSuiteMistakes(services: readonly SigningIn[]): Mistake[] {
  const names = services.map(({ name }) => name);
  const claims = services.flatMap(({ name, needs }) =>
    Object.keys(needs.oidc?.programs ?? {}).map((id) => ({ id, where: `services.${name}.needs.oidc.programs.${id}` })),
  );
  return claims
    .filter(({ id }, index) => names.includes(id) || claims.findIndex((other) => other.id === id) < index)
    .map(({ id, where }) => ({
      where,
      value: id,
      why: "is a client of another service already",
      wayOut: "give the program an id of its own",
    }));
}
