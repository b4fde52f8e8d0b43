import { forbiddenReferences, type ForbiddenReference, type Pattern } from "./forbidden-references";

/** Something found in what was synthesized. */
export type Subject =
  | { readonly kind: "image"; readonly reference: string }
  | { readonly kind: "chart"; readonly repository: string; readonly name: string }
  | { readonly kind: "api"; readonly object: Readonly<Record<string, unknown>> }
  /** A step's `uses` in a pipeline, such as `actions/checkout@v4`. */
  | { readonly kind: "workflow"; readonly uses: string };

/** The bans that `subject` violates, in catalogue order; `parts` are the environment's choices that lift a ban. */
export const forbiddenIn = (subject: Subject, parts: readonly string[] = []): readonly ForbiddenReference[] =>
  forbiddenReferences.filter(
    ({ kind, pattern, unlessPart }) =>
      kind === subject.kind && !(unlessPart !== undefined && parts.includes(unlessPart)) && matches(pattern, subject),
  );

function matches(pattern: Pattern, subject: Subject): boolean {
  switch (pattern.kind) {
    case "fragment":
      return textOf(subject).includes(pattern.text);
    case "image-name":
      return subject.kind === "image" && nameAndTag(subject.reference).name === pattern.name;
    case "tag":
      return (
        subject.kind === "image" &&
        pattern.tags.includes(nameAndTag(subject.reference).tag) &&
        subject.reference.includes(pattern.name ?? "")
      );
    case "chart":
      return (
        subject.kind === "chart" &&
        subject.repository.includes(pattern.repository) &&
        pattern.names.includes(subject.name)
      );
    case "unpinned-action": {
      const [action, revision] = textOf(subject).split("@");
      return action === pattern.action && !/^[0-9a-f]{40}$/.test(revision ?? "");
    }
    case "object":
      return (
        subject.kind === "api" &&
        subject.object["apiVersion"] === pattern.apiVersion &&
        (pattern.objectKinds === undefined || pattern.objectKinds.some((kind) => kind === subject.object["kind"]))
      );
    case "field":
      return (
        subject.kind === "api" &&
        subject.object["apiVersion"] === pattern.apiVersion &&
        subject.object["kind"] === pattern.objectKind &&
        holds(subject.object, pattern.path)
      );
  }
}

function textOf(subject: Subject): string {
  switch (subject.kind) {
    case "image":
      return subject.reference;
    case "chart":
      return `${subject.repository}/${subject.name}`;
    case "api":
      return "";
    case "workflow":
      return subject.uses;
  }
}

/** An image without tag and digest is pulled as `latest`. */
function nameAndTag(reference: string): { readonly name: string; readonly tag: string } {
  const [named = "", digest] = (reference.split("/").at(-1) ?? "").split("@");
  const [name = "", tag = digest === undefined ? "latest" : ""] = named.split(":");
  return { name, tag };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function holds(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined && value !== null;
  return isRecord(value) && holds(value[key], rest);
}
