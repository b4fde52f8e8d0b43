import { createHash } from "node:crypto";
import { join } from "node:path";
import { at, parsedJson, type Json } from "../../../audit/facts/json";
import { change } from "../../audit/fixture/output";
import { installMoto, Moto } from "../../terraform/harness/moto";
import { ask } from "../harness/ask";
import { notTried } from "../harness/not-tried";
import { synthesizedEnvironments } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { bento } from "../parts/bento";
import { bucketOf, journalsOf, RunningJournal, storing } from "./running-journal";

/** A message as the mail server hands it over, with letters of several alphabets and bytes that JSON escapes. */
const message = (subject: string, contents: string): string =>
  JSON.stringify({
    context: { stage: "data", client: { ip: "192.0.2.1", port: 4711 }, queue: { id: "1f" }, protocol: { version: 1 } },
    envelope: {
      from: { address: "someone@example.eu" },
      to: [{ address: "one@rijk.example.eu" }, { address: "hidden@rijk.example.eu" }],
    },
    message: { headers: [["Subject", ` ${subject}\r\n`]], contents, size: 100 },
  });

/** Moto shows objects to whoever says a name, whatever the signature. */
const somebody = {
  authorization: "AWS4-HMAC-SHA256 Credential=a/20261122/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=b",
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Keys of everything in a bucket. */
const keysIn = async (storage: string, bucket: string): Promise<readonly string[]> =>
  [...(await ask(`${storage}/${bucket}`)).text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key ?? "");

const accepted = ({ status, text }: { readonly status: number; readonly text: string }): boolean =>
  status >= 200 && status < 300 && JSON.stringify(parsedJson(text)) === '{"action":"accept"}';

const missing = installMoto();
if (missing !== undefined) notTried("the journal of mail on a storage that answers", missing);
else
  withParts("journal of mail", { bento }, (folderOf) => {
    const journals = synthesizedEnvironments().flatMap((environment) =>
      Object.entries(journalsOf(environment)).map(([id, stream]) => [environment, id, stream] as const),
    );

    /** Runs a carrier beside a storage of its own, which holds its bucket, locked, or nothing. */
    const beside = async (
      stream: Json,
      storage: { readonly bucket: boolean },
      attempt: (journal: RunningJournal, url: string, moto: Moto) => Promise<void>,
      last?: (configured: Json) => Json,
    ): Promise<void> => {
      const moto = await Moto.start("000000000002");
      try {
        if (storage.bucket) {
          const made = await ask(`${moto.url}/${bucketOf(stream)}`, {
            method: "PUT",
            headers: { "x-amz-bucket-object-lock-enabled": "true" },
          });
          expect(made.status).toBe(200);
        }
        const journal = await RunningJournal.start(join(folderOf("bento"), "bento"), stream, moto.url, last);
        try {
          await attempt(journal, moto.url, moto);
        } finally {
          journal.stop();
        }
      } finally {
        moto.stop();
      }
    };

    test("there is a journal to try", () => {
      expect(journals).not.toEqual([]);
    });

    test.each(journals)(
      "%s, %s: what is accepted stands in the bucket, byte for byte, each under its own name",
      (_, _id, stream) =>
        beside(stream, { bucket: true }, async (journal, storage) => {
          const sent = [
            message("één", "naïve ✉ \u0001\r\n.\r\n"),
            message("twee", "é"),
            message("large", "QUJD".repeat(3_000_000)),
          ];
          for (const each of sent) expect(accepted(await journal.hand(each))).toBe(true);
          const keys = await keysIn(storage, bucketOf(stream));
          expect(keys.map((key) => key.replace(/^\d{4}\/\d\d\/\d\d\//, "")).sort()).toEqual(
            sent.map((each) => `${sha256(each)}.json`).sort(),
          );
          for (const key of keys) {
            const { status, text, headers } = await ask(`${storage}/${bucketOf(stream)}/${key}`, { headers: somebody });
            expect(status).toBe(200);
            expect(sent.includes(text)).toBe(true);
            // The token came as a header, and stays out of what is stored.
            expect(JSON.stringify(headers)).not.toContain("a-token");
          }
        }),
    );

    test.each(journals)("%s, %s: letters that the mail server replaced are named so", (_, _id, stream) =>
      beside(stream, { bucket: true }, async (journal, storage) => {
        const replaced = message("latin", "caf\uFFFD");
        expect(accepted(await journal.hand(replaced))).toBe(true);
        expect(await keysIn(storage, bucketOf(stream))).toEqual([
          expect.stringMatching(new RegExp(`/${sha256(replaced)}\\.altered\\.json$`)),
        ]);
      }),
    );

    test.each(journals)("%s, %s: who shows another token writes nothing", (_, _id, stream) =>
      beside(stream, { bucket: true }, async (journal, storage) => {
        expect((await journal.hand(message("one", "x"), "another")).status).toBe(502);
        expect((await journal.hand(message("one", "x"), "")).status).toBe(502);
        expect(await keysIn(storage, bucketOf(stream))).toEqual([]);
      }),
    );

    test.each(journals)("%s, %s: nothing is accepted without the bucket, nor without storage", (_, _id, stream) =>
      beside(stream, { bucket: false }, async (journal, _storage, moto) => {
        expect(await journal.hand(message("no bucket", "x"))).toMatchObject({ status: 502 });
        moto.stop();
        expect(await journal.hand(message("no storage", "x"))).toMatchObject({ status: 502 });
      }),
    );

    test("a carrier that answers for what it let go of is caught", async () => {
      const [, , stream] = journals[0] ?? [];
      if (stream === undefined) throw new Error("there is no journal");
      const careless = (configured: Json): Json =>
        change(configured, storing, { fallback: [at(configured, ...storing) ?? null, { drop: {} }] });
      await beside(
        stream,
        { bucket: false },
        async (journal) => {
          expect(accepted(await journal.hand(message("lost", "x")))).toBe(true);
        },
        careless,
      );
    });
  });
