import type { Egress, Surroundings } from "../../language";
import { clamavPorts } from "./clamav-configuration";
import { upsert, type Line } from "./stalwart-plan";

/** The way of a mail server to what looks for viruses. */
export const toAntivirus: Egress = { kind: "service", service: "antivirus", workload: "milter", port: "milter" };

/**
 * Every message, whoever hands it in, is looked at before it is taken: what is infected is refused while its sender is still there, and where
 * nobody can look the sender is asked to come again (tempFailOnError). Fields as in Stalwart's schema of 0.16; it waits five minutes for a
 * large message, where its own default is one.
 */
export const scanning = (at: Surroundings): readonly Line[] =>
  at.offers("antivirus")
    ? [
        upsert("MtaMilter", ["hostname"], "antivirus", {
          hostname: at.workload("antivirus", "milter"),
          port: clamavPorts.milter,
          stages: { data: true },
          useTls: false,
          tempFailOnError: true,
          timeoutData: 300_000,
        }),
      ]
    : [];
