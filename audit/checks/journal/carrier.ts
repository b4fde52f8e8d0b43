import { at, listAt, textAt, type Json } from "../../facts/json";

/** Where a carrier takes messages. */
export interface Intake {
  readonly port: string;
  readonly path: string;
}

/** The address on which a carrier of messages listens for requests; undefined where it takes none. */
export function intakeOf(stream: Json): Intake | undefined {
  const server = at(stream, "input", "http_server");
  const port = /:(\d+)$/.exec(textAt(server, "address") ?? "")?.[1];
  return port === undefined ? undefined : { port, path: textAt(server, "path") ?? "/" };
}

/**
 * The bucket in which a copy stands before the carrier answers; undefined where it may answer without one. What was refused before goes no further; the
 * answer is an output of its own, asked after the one that stores has succeeded, and nothing stands in for storage.
 */
export function storedBeforeAnswer(stream: Json): string | undefined {
  const [refused, taken, ...others] = listAt(stream, "output", "switch", "cases");
  if (taken === undefined || others.length > 0) return undefined;
  const refuses = textAt(refused, "check") === "errored()" && at(refused, "output", "reject") !== undefined;
  const answersEarly = JSON.stringify(at(stream, "pipeline") ?? null).includes("sync_response");
  const broker = at(taken, "output", "broker");
  const [stores, answers, ...more] = listAt(broker, "outputs");
  const inTurn = textAt(broker, "pattern") === "fan_out_sequential_fail_fast" && more.length === 0;
  const storage = at(stores, "retry", "output", "aws_s3") ?? at(stores, "aws_s3");
  return refuses &&
    !answersEarly &&
    inTurn &&
    at(taken, "check") === undefined &&
    at(answers, "sync_response") !== undefined
    ? textAt(storage, "bucket")
    : undefined;
}

/** Whether each message gets a name of its own, by what it holds. */
export const namesByContent = (stream: Json): boolean =>
  listAt(stream, "pipeline", "processors").some((processor) =>
    (textAt(processor, "mapping") ?? "").includes('content().hash("sha256")'),
  ) && JSON.stringify(at(stream, "output") ?? null).includes('metadata(\\"object\\")');
