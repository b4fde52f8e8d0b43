import {
  figure,
  gibibytes,
  millicores,
  replicas,
  secret,
  type Source,
  type Surroundings,
  type Workload,
} from "../../language";
import { bento } from "../bento";
import { toBucket } from "../bento-bucket";
import { unlessFailed } from "../bento-refusal";
import { journalBucket, journalIntake, journalToken, journalWaits } from "./mail-journal";

const decision: Source = { kind: "decision", ref: "bestek journal of mail", date: "2026-11-22" };

const measured: Source = {
  kind: "measurement",
  ref: "Bento 1.20 on a message of 100 MiB, stored by moto: 401 MiB at most, 58 MiB on small ones",
  date: "2026-11-22",
};

/** Says so where letters that are no UTF-8 may have been replaced, as the mail server does before it hands a message over. */
const replaced = "\uFFFD";

/** The document as it came, named after its day and its own SHA-256: no two messages replace each other, and whoever reads one can see that it is whole. */
const named = `let known = if metadata("Authorization").or("") == "Bearer " + env("JOURNAL_TOKEN") { true } else { throw("wrong token") }
root = content()
let mark = if content().string().contains("${replaced}") { ".altered" } else { "" }
meta object = now().ts_format("2006/01/02", "UTC") + "/" + content().hash("sha256").encode("hex") + $mark + ".json"`;

/**
 * Takes a message with its envelope, writes it, and answers "accept" when it stands: the second output is asked after the first has succeeded. Where storage does not answer,
 * the mail server gets no answer that it could take for one.
 */
export const journalCarrier: Workload = {
  ...bento({
    ports: { message: { port: journalIntake.port, protocol: "TCP" } },
    environment: () => ({
      ACCESS_KEY: secret(`bucket-${journalBucket}`, "access-key"),
      SECRET_KEY: secret(`bucket-${journalBucket}`, "secret-key"),
      JOURNAL_TOKEN: journalToken,
    }),
    reaches: ["buckets"],
    stream: (at) => ({
      input: {
        http_server: {
          address: `0.0.0.0:${String(journalIntake.port)}`,
          path: journalIntake.path,
          allowed_verbs: ["POST"],
          timeout: `${String(journalWaits.carrier)}s`,
        },
      },
      pipeline: { processors: [{ mapping: named }] },
      output: unlessFailed({ broker: { pattern: "fan_out_sequential_fail_fast", outputs: [written(at), accepted] } }),
    }),
  }),
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(2), "carriers, so that one may go", decision),
    footing: {
      cpu: figure(millicores(100), "processor of one carrier of a few messages a second", decision),
      memory: figure(
        gibibytes(1),
        "memory of one carrier: two of the largest messages at once, of 100 MiB each",
        measured,
      ),
    },
  },
};

const accepted = { sync_response: {}, processors: [{ mapping: 'root.action = "accept"' }] } as const;

/** The token came as a header, and headers become metadata of a message: none of it stands in the bucket. */
const written = (at: Surroundings): Readonly<Record<string, unknown>> =>
  toBucket(at.bucket(journalBucket), {
    longest: journalWaits.storage,
    pause: 5,
    each: 40,
    contentType: "application/json",
  });
