import type { Bystander, CallOutHop, Hop } from "../../language";
import { asked, at, edge, server, type Services } from "./mail-receipt-hops";

const milter = { service: "antivirus", workload: "milter", port: "milter" } as const;
const scanner = { service: "antivirus", workload: "scanner", port: "scanner" } as const;
const idOf = ({ service, workload }: { readonly service: string; readonly workload: string }): string =>
  `${service}/${workload}`;

const defers = { kind: "defers" } as const;

/** Who else asks the scanner. */
const others: readonly Bystander[] = [
  { from: { kind: "service", service: "files" }, because: "uploads are looked at before they are kept" },
  { from: at("antivirus", "age"), because: "asks how old the signatures are, and shows it no mail" },
];

/** A mail server shows each message to the milter before it takes it. */
export const virusScan = (service: string): CallOutHop =>
  asked("Virus scan", { kind: "virus-scan", within: `${service}/${server}`, of: idOf(milter) }, defers);

/** The way from a mail server to what looks for viruses, and what becomes of what that finds; nothing where it was left out. */
export const scanned = (services: Services, service: string): readonly Hop[] =>
  services.has(milter.service)
    ? [
        virusScan(service),
        edge(services, "Milter", "call", at(service, server), milter),
        asked("Block", { kind: "virus-verdict", within: idOf(milter), of: idOf(scanner) }, defers),
        {
          ...edge(services, "Scanner", "call", at(milter.service, milter.workload), scanner),
          entrance: { kind: "hops-alone", others },
        },
      ]
    : [];
