import { keepFrozen, parseLock, recordNews } from "../../lock";
import { canonicalJson } from "../../output";
import { archive, lock, standing, without } from "./standing";

const read = (text: string) => () => parseLock(text, "environments/zuid.lock.json", "zuid");

test("a lock that was written is read as it was", () => {
  expect(read(canonicalJson(lock))()).toEqual(lock);
});

test("what is no JSON, no lock, or another environment's is refused with the way out", () => {
  expect(read("<<<<<<< main")).toThrow("is not JSON\n  → take the last good version from the repository's history");
  expect(read("{}")).toThrow(/environments\/zuid\.lock\.json is refused: \d+ mistakes/);
  expect(read(canonicalJson({ ...lock, stateful: { x: {} } }))).toThrow("stateful.x.holds: is missing");
  expect(read(canonicalJson({ ...lock, colour: "red" }))).toThrow("colour");
  expect(read(canonicalJson({ ...lock, environment: "noord" }))).toThrow("an environment is never renamed");
});

test("a first synthesis writes the lock; a frozen one must find it complete", () => {
  expect(recordNews(undefined, standing)).toEqual({
    lock,
    news: ["+ 4 stacks and 6 stateful things, for the first time"],
  });
  expect(() => keepFrozen(undefined, standing)).toThrow(
    'is missing, and this run may not write it\n  → run "bestek lock zuid"',
  );
  expect(keepFrozen(lock, standing)).toEqual({ lock, news: [] });
  const { lock: behind } = recordNews(undefined, without(archive));
  expect(() => keepFrozen(behind, standing)).toThrow(`is behind the facts: + stateful ${archive}`);
  expect(recordNews(behind, standing)).toEqual({ lock, news: [`+ stateful ${archive}`] });
  expect(() => recordNews(lock, without(archive))).toThrow("keeps objects and is no longer synthesized");
});
