import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { intakeOf, namesByContent, storedBeforeAnswer } from "./carrier";
import type { Hook, HookedServer } from "./hooks";
import { sharesToken } from "./token";
import { answering } from "./way";

const where = "plan.ndjson MtaHook";

/** What is wrong with the copies that a mail server hands over, and the buckets in which they stand before it takes a message. */
export interface Journalling {
  readonly failures: readonly Finding[];
  readonly buckets: readonly string[];
}

/** The call that copies is one of those that the server makes; what else it calls takes nothing away from that. */
export function journalling(facts: Facts, server: HookedServer): Journalling {
  const judged = server.hooks.map((hook) => judge(facts, server, hook));
  const good = judged.find(({ failures }) => failures.length === 0);
  if (good !== undefined) return good;
  return (
    judged[0] ?? {
      failures: [
        {
          where,
          why: "is missing: the server takes messages of which no copy is made",
          wayOut: "hand every message over in the stage data, as mail.journal promises",
        },
      ],
      buckets: [],
    }
  );
}

function judge(facts: Facts, server: HookedServer, hook: Hook): Journalling {
  const { url } = hook;
  const own: readonly Finding[] = [
    ...(hook.failsClosed
      ? []
      : [
          {
            where: `${where} tempFailOnError`,
            value: url,
            why: "lets a message through while nobody copies it",
            wayOut: "have the sender come again: true",
          },
        ]),
    ...(hook.always
      ? []
      : [
          {
            where: `${where} enable`,
            value: url,
            why: "leaves messages out by a condition",
            wayOut: "call for every message, whichever listener takes it",
          },
        ]),
  ];
  const answer = answering(facts, server.told.site, url);
  if (typeof answer === "string") {
    return {
      failures: [...own, { where, value: url, why: answer, wayOut: "call the carrier that writes the journal" }],
      buckets: [],
    };
  }
  const streams = answer.streams.filter((stream) => {
    const intake = intakeOf(stream);
    return intake?.port === answer.port && intake.path === answer.path;
  });
  if (streams.length === 0) {
    return {
      failures: [
        ...own,
        {
          where,
          value: url,
          why: "leads to pods that take no message there",
          wayOut: "call where the carrier listens",
        },
      ],
      buckets: [],
    };
  }
  const buckets = streams.map(storedBeforeAnswer);
  return {
    failures: [
      ...own,
      ...(streams.every((stream) => sharesToken(facts, server, hook, { pods: answer.pods, stream }))
        ? []
        : [
            {
              where: `${where} httpAuth`,
              value: url,
              why: "shows no token that the carrier asks for, so that others could write into the journal",
              wayOut: "show one that both sides have from one secret, and refuse everybody else",
            },
          ]),
      ...(buckets.includes(undefined)
        ? [
            {
              where: "bento.json output",
              value: url,
              why: "may answer before a copy stands in a bucket",
              wayOut: "store first, answer next, and refuse what failed (fan_out_sequential_fail_fast)",
            },
          ]
        : []),
      ...(streams.every(namesByContent)
        ? []
        : [
            {
              where: "bento.json pipeline",
              value: url,
              why: "may give two messages one name, so that one hides the other",
              wayOut: "name each by the hash of what it holds",
            },
          ]),
    ],
    buckets: buckets.filter((bucket) => bucket !== undefined),
  };
}
