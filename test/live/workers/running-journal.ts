import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsedJson, textAt, type Json, type JsonPath } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { freePorts } from "../../../simulation/parts/free-ports";
import { change } from "../../audit/fixture/output";
import { ask, type Answer } from "../harness/ask";
import { synthesizedFacts } from "../harness/synthesized";
import { until } from "../harness/until";

/** The token that both sides have from a Secret; a word stands for it. */
export const token = "a-token";

/** Where the carrier of a journal stores, in its configuration. */
export const storing: JsonPath = ["output", "switch", "cases", 1, "output", "broker", "outputs", 0];

/** The configurations of an environment that take mail for a journal, by the objects that hold them. */
export const journalsOf = (environment: string): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    objectsOfKind(synthesizedFacts(environment), "ConfigMap").flatMap(([id, { object }]) => {
      const stream = parsedJson(textAt(object, "data", "bento.json"));
      return stream === undefined || textAt(stream, ...storing, "retry", "output", "aws_s3", "bucket") === undefined
        ? []
        : [[id, stream] as const];
    }),
  );

/** The bucket that a configuration names. */
export const bucketOf = (stream: Json): string =>
  textAt(stream, ...storing, "retry", "output", "aws_s3", "bucket") ?? "";

/** A carrier that runs on this machine as it is configured, but for where it listens, where storage is, and how long it tries. */
export class RunningJournal {
  private constructor(
    private readonly url: string,
    private readonly program: ChildProcess,
    private readonly folder: string,
  ) {}

  /** `last` changes the configuration after everything else. */
  static async start(
    bento: string,
    stream: Json,
    storage: string,
    last: (stream: Json) => Json = (unchanged) => unchanged,
  ): Promise<RunningJournal> {
    const [port = 0, management = 0] = await freePorts(2);
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-journal-"));
    const file = join(folder, "bento.json");
    const elsewhere: readonly (readonly [JsonPath, Json])[] = [
      [["http", "address"], `127.0.0.1:${String(management)}`],
      [["input", "http_server", "address"], `127.0.0.1:${String(port)}`],
      [[...storing, "retry", "backoff", "max_elapsed_time"], "2s"],
      [[...storing, "retry", "output", "aws_s3", "endpoint"], storage],
      [[...storing, "retry", "output", "aws_s3", "force_path_style_urls"], true],
    ];
    const here = elsewhere.reduce<Json>((part, [path, value]) => change(part, path, value), stream);
    writeFileSync(file, JSON.stringify(last(here)));
    const program = spawn(bento, ["-c", file], {
      stdio: "ignore",
      env: { ACCESS_KEY: "a", SECRET_KEY: "b", JOURNAL_TOKEN: token },
    });
    const journal = new RunningJournal(
      `http://127.0.0.1:${String(port)}${textAt(stream, "input", "http_server", "path") ?? ""}`,
      program,
      folder,
    );
    await until("the carrier is ready", async () =>
      (await ask(`http://127.0.0.1:${String(management)}/ready`)).status === 200 ? true : undefined,
    );
    return journal;
  }

  /** What the carrier answers to a message. */
  hand(message: string, shown: string = token): Promise<Answer> {
    return ask(this.url, {
      method: "POST",
      headers: { authorization: `Bearer ${shown}`, "content-type": "application/json" },
      body: message,
    });
  }

  stop(): void {
    this.program.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
