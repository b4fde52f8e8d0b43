import type { Facts } from "../facts";
import type { Need } from "./need";

/** A mail server must reach others on port 25, which clouds close for strangers, and its address must have a name. */
export function mailNeeds({ plan }: Facts): readonly Need[] {
  const sends = Object.values(plan.flows).some(({ to, port }) => to.kind === "internet" && port === 25);
  if (!sends) return [];
  return [
    {
      id: "mail/port-25",
      group: "mail",
      what: "outgoing connections to port 25 from the addresses of every site",
      readFrom: "the cloud's support",
      way: "ask whether the port is open for the account, and have it opened before the first mail is due",
      stacks: [],
      check: { kind: "person", why: "only a machine at the site can try it" },
    },
    {
      id: "mail/reverse-names",
      group: "mail",
      what: "a reverse name (PTR) of every address that mail leaves from",
      readFrom: "output egress_addresses of the infrastructure stacks",
      way: "set it in the cloud's console to the mail host's name, once the stacks are applied",
      stacks: [],
      check: { kind: "person", why: "the addresses exist once the infrastructure is applied" },
    },
    {
      id: "mail/website",
      group: "mail",
      what: "what programs look for at the domain itself, where the customer's own website answers",
      readFrom: "https://<domain>/.well-known/",
      way:
        "let the website send caldav, carddav and jmap on to mail.<domain>, and answer matrix/client and matrix/server as docs/decisions says of chat; " +
        "autoconfig, autodiscover, mta-sts and openpgpkey have names of their own and need nothing",
      stacks: [],
      check: { kind: "person", why: "the website is no part of the environment" },
    },
  ];
}
