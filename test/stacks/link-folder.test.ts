import fs, { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkFolder } from "../../stacks/link-folder";

let place = "";
const at = (...parts: readonly string[]): string => join(place, ...parts);

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "bestek-link-"));
  mkdirSync(at("chart", "objects"), { recursive: true });
  writeFileSync(at("chart", "Chart.yaml"), "name: mail\n");
  writeFileSync(at("chart", "objects", "a.yaml"), "kind: A\n");
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(place, { recursive: true });
});

const isSame = (path: string): boolean => statSync(at("chart", path)).ino === statSync(at("assets", path)).ino;

function failLinking(code: string): void {
  jest.spyOn(fs, "linkSync").mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
}

test("every file gets a second name, at any depth", () => {
  linkFolder(at("chart"), at("assets"));
  expect(readFileSync(at("assets", "objects", "a.yaml"), "utf8")).toBe("kind: A\n");
  expect(["Chart.yaml", "objects/a.yaml"].filter(isSame)).toHaveLength(2);
});

test("what had two names keeps the other when one is removed", () => {
  linkFolder(at("chart"), at("assets"));
  rmSync(at("chart"), { recursive: true });
  expect(readFileSync(at("assets", "Chart.yaml"), "utf8")).toBe("name: mail\n");
  mkdirSync(at("chart"));
});

test.each(["EXDEV", "EPERM", "EMLINK", "ENOTSUP"])("a file system that answers %s gets copies", (code) => {
  failLinking(code);
  linkFolder(at("chart"), at("assets"));
  expect(readFileSync(at("assets", "objects", "a.yaml"), "utf8")).toBe("kind: A\n");
  expect(["Chart.yaml", "objects/a.yaml"].filter(isSame)).toEqual([]);
});

test("any other trouble is told", () => {
  failLinking("ENOSPC");
  expect(() => {
    linkFolder(at("chart"), at("assets"));
  }).toThrow("ENOSPC");
  expect(existsSync(at("assets", "Chart.yaml"))).toBe(false);
});

test("a file that stands there is not replaced", () => {
  linkFolder(at("chart"), at("assets"));
  expect(() => {
    linkFolder(at("chart"), at("assets"));
  }).toThrow("EEXIST");
});
