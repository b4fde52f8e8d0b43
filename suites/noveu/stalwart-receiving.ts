import type { Line } from "./stalwart-plan";

const outside = "listener == 'smtp'";

/** An expression that holds for what other servers deliver, and for nothing else. */
const fromOutside = { match: [{ if: outside, then: "true" }], else: "false" };

export interface ReceivingProps {
  /** Expression that says who must sign in before anything is taken. */
  readonly signIn: string;
}

/**
 * Other servers deliver without signing in, and so do programs inside the cluster; both reach local mailboxes alone. Stalwart's own
 * defaults know such a port by its number 25, which no listener here has: what they do there is said of the listener instead (its schema of
 * 0.16: MtaStageAuth, MtaStageEhlo, MtaStageData, SenderAuth). Whoever hands on mail is written into it, so that it can't go round in circles.
 */
export const receiving = ({ signIn }: ReceivingProps): readonly Line[] => [
  {
    "@type": "update",
    object: "MtaStageAuth",
    value: {
      require: { else: signIn },
      saslMechanisms: {
        match: [
          { if: `!(${outside}) && is_tls`, then: "[plain, login, oauthbearer, xoauth2]" },
          { if: `!(${outside})`, then: "[oauthbearer, xoauth2]" },
        ],
        else: "false",
      },
    },
  },
  { "@type": "update", object: "MtaStageEhlo", value: { rejectNonFqdn: fromOutside } },
  {
    "@type": "update",
    object: "MtaStageData",
    value: {
      ...Object.fromEntries(
        ["AuthResults", "Date", "MessageId", "Received", "ReceivedSpf", "ReturnPath"].map((header) => [
          `add${header}Header`,
          fromOutside,
        ]),
      ),
      // The server's own default, said so that whoever reads this knows.
      enableSpamFilter: { else: "is_empty(authenticated_as)" },
    },
  },
  { "@type": "update", object: "SpamSettings", value: { enable: true } },
  {
    "@type": "update",
    object: "SenderAuth",
    value: Object.fromEntries(
      ["spfEhloVerify", "spfFromVerify", "dmarcVerify"].map((check) => [
        check,
        { match: [{ if: outside, then: "relaxed" }], else: "disable" },
      ]),
    ),
  },
];
