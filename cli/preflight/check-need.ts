import type { Need, NeedCheck } from "../../audit";
import { z } from "zod";
import type { World } from "./world";

/** Whether something needed is there. */
export interface Finding {
  readonly state: "ok" | "missing" | "unknown";
  /** What was seen, never a value; where it is unknown, why. */
  readonly because: string;
}

const ok = (because: string): Finding => ({ state: "ok", because });
const missing = (because: string): Finding => ({ state: "missing", because });
const unknown = (because: string): Finding => ({ state: "unknown", because });

/** Looks for one thing. The network is asked only where `online` says so. */
export async function checkNeed({ check }: Need, world: World, online: boolean): Promise<Finding> {
  switch (check.kind) {
    case "variables":
      return variables(check, world);
    case "program":
      return program(check, world);
    case "name-servers":
      return online ? delegation(check, world) : offline;
    case "answer":
      return online ? answers(check, world) : offline;
    case "told":
      return online ? told(check, world) : offline;
    case "person":
      return unknown(check.why);
  }
}

const offline = unknown("the network is asked with --online only");

type Check<K extends NeedCheck["kind"]> = Extract<NeedCheck, { kind: K }>;

function variables({ anyOf, otherwise, endingIn = "" }: Check<"variables">, world: World): Finding {
  const isSet = (name: string): boolean => (world.variables[name] ?? "") !== "";
  const whole = anyOf.find((names) => names.every(isSet));
  if (whole?.some((name) => world.variables[name]?.endsWith(endingIn) !== true) === true) {
    return missing(`${whole.join(" and ")} names another file than ${endingIn}`);
  }
  if (whole !== undefined) return ok(`${whole.join(" and ")} ${whole.length === 1 ? "is" : "are"} set`);
  const partly = anyOf.find((names) => names.some(isSet));
  if (partly !== undefined) return missing(`${partly.filter((name) => !isSet(name)).join(" and ")} not set`);
  if (otherwise !== undefined) return unknown(`no variable is set; ${otherwise}`);
  return missing("not set");
}

async function program({ anyOf, atLeast }: Check<"program">, world: World): Promise<Finding> {
  const found = anyOf.filter(world.has);
  const [first] = found;
  if (first === undefined) return missing(`not on the path: ${anyOf.join(" or ")}`);
  if (atLeast === undefined) return ok(`${first} is on the path`);
  const versions: string[] = [];
  for (const name of found) {
    const version = await versionOf(name, world);
    if (version !== undefined && isAtLeast(version, atLeast)) return ok(`${name} ${version}`);
    versions.push(`${name} ${version ?? "of unknown version"}`);
  }
  return missing(`${versions.join(", ")}: ${atLeast} or newer is needed`);
}

const versionSchema = z.object({ terraform_version: z.string() });

async function versionOf(name: string, world: World): Promise<string | undefined> {
  const { output } = await world.run(name, ["version", "-json"]);
  try {
    return versionSchema.safeParse(JSON.parse(output)).data?.terraform_version;
  } catch {
    return undefined;
  }
}

/** Compares versions by number; what comes behind a hyphen does not count. */
export function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string): readonly number[] => text.replace(/-.*$/, "").split(".").map(Number);
  const [a, b] = [numbers(version), numbers(least)];
  const differing = b.findIndex((number, index) => (a[index] ?? 0) !== number);
  return differing === -1 || (a[differing] ?? 0) > (b[differing] ?? 0);
}

async function delegation({ zone, ofDomains }: Check<"name-servers">, world: World): Promise<Finding> {
  const servers = await world.nameServers(zone);
  if ("code" in servers) {
    return servers.code === "ENOTFOUND" || servers.code === "ENODATA"
      ? missing(`${zone} is delegated to nobody`)
      : unknown(`name servers could not be asked (${servers.code})`);
  }
  const listed = [...servers].sort().join(", ");
  const own = servers.every((server) =>
    ofDomains.some((domain) => domain.test(server.toLowerCase().replace(/\.$/, ""))),
  );
  return ofDomains.length === 0 || own ? ok(`delegated to ${listed}`) : missing(`delegated to ${listed}`);
}

async function told({ by, words, wanted, otherwise }: Check<"told">, world: World): Promise<Finding> {
  if (!world.has(by)) return unknown(`${by} is not on the path`);
  const { code, output } = await world.run(by, words);
  const said = output.trim();
  if (code !== 0 || said === "") return unknown(`${by} does not tell`);
  if ("word" in wanted) {
    if (said === wanted.word) return ok(`it is ${said}`);
    return otherwise === undefined ? missing(`it is ${said}`) : unknown(`it is ${said}; ${otherwise}`);
  }
  const limit = Number(said);
  if (!Number.isFinite(limit)) return unknown(`${by} tells no number`);
  // What the account runs already counts too, and nothing here knows how much that is.
  return limit < wanted.atLeast
    ? missing(`the limit is ${String(limit)}`)
    : unknown(`the limit is ${String(limit)}, of which the account may use some already`);
}

async function answers({ url, mustExist }: Check<"answer">, world: World): Promise<Finding> {
  const status = await world.answer(url);
  if (status === undefined) return missing(`${url} does not answer`);
  if (!mustExist) return ok(`${url} answers (${String(status)})`);
  if (status === 404) return missing(`${url} says that it does not exist`);
  return status < 400
    ? ok(`${url} answers (${String(status)})`)
    : unknown(`${url} refuses strangers (${String(status)})`);
}
