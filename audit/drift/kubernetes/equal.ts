import { isList, isObject, type Json, type JsonPath } from "../../facts/json";

/** Fields whose texts are quantities, which the API server writes in its own way. */
const quantityFields = new Set([
  "requests",
  "limits",
  "capacity",
  "hard",
  "sizeLimit",
  "allocatable",
  "default",
  "defaultRequest",
  "max",
  "min",
]);

/** True where two scalars mean the same: `1000m` and `1` of a processor, `1024Mi` and `1Gi` of memory. */
export function sameScalar(wanted: Json, found: Json, path: JsonPath): boolean {
  if (wanted === found) return true;
  if (!path.some((step) => typeof step === "string" && quantityFields.has(step))) return false;
  const [a, b] = [quantity(wanted), quantity(found)];
  return a !== undefined && a === b;
}

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

function quantity(value: Json): number | undefined {
  if (typeof value === "number") return value;
  const [, number, suffix] = typeof value === "string" ? (/^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(value) ?? []) : [];
  const factor = suffix === undefined ? undefined : suffixes[suffix];
  return number === undefined || factor === undefined ? undefined : Number((Number(number) * factor).toPrecision(12));
}

/** Fields that the API server leaves out where they are false. */
const leftOutWhenFalse = new Set([
  "hostNetwork",
  "hostPID",
  "hostIPC",
  "readOnly",
  "stdin",
  "tty",
  "publishNotReadyAddresses",
]);

/** Fields that mean something by being there, though nothing is in them. */
const emptyMatters = new Set(["podSelector", "namespaceSelector", "emptyDir"]);

/** True where a wanted value may be missing from what runs: the API server doesn't store it. */
export function mayBeLeftOut(key: string, wanted: Json): boolean {
  if (wanted === null) return true;
  if (wanted === false) return leftOutWhenFalse.has(key);
  if (isList(wanted)) return wanted.length === 0;
  if (isObject(wanted))
    return !emptyMatters.has(key) && Object.entries(wanted).every(([name, part]) => mayBeLeftOut(name, part));
  return wanted === "" && key === "namespace";
}
