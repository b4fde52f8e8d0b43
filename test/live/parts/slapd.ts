import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PartSource } from "../../../simulation/parts/part";

/** A directory's server with its client, and PHP beside it, as Debian has them. */
const packages = ["slapd", "ldap-utils", "php-cli"];

const run = (command: string, args: readonly string[]) => spawnSync(command, [...args], { encoding: "utf8" });

const candidate = /Candidate: (?:\d+:)?([\w.]+)/.exec(run("apt-cache", ["policy", "slapd"]).stdout)?.[1];

/** OpenLDAP as the machine's Debian packs it, unpacked and not installed; what is installed is not fetched. */
export const slapd: PartSource = {
  name: "slapd",
  version: candidate ?? "none",
  make: (into) => {
    const archives = join(into, "archives");
    const lists = join(into, "lists");
    for (const folder of [archives, lists]) mkdirSync(join(folder, "partial"), { recursive: true });
    const options = ["Debug::NoLocking=1", `Dir::Cache::archives=${archives}`].flatMap((option) => ["-o", option]);
    const ownLists = ["-o", `Dir::State::lists=${lists}`];
    const fetch = (from: readonly string[]) =>
      run("apt-get", [
        ...["--yes", "--download-only", ...options, ...from],
        ...["install", "--no-install-recommends", ...packages],
      ]);
    // What the machine knows of Debian's archive may be old, or nothing.
    const fetchAnew = () => {
      run("apt-get", [...options, ...ownLists, "update"]);
      return fetch(ownLists);
    };
    const known = fetch([]);
    const fetched = known.status === 0 ? known : fetchAnew();
    if (fetched.status !== 0)
      throw new Error(`apt-get has no ${packages.join(", ")}: ${fetched.error?.message ?? fetched.stderr}`);
    for (const archive of readdirSync(archives).filter((name) => name.endsWith(".deb")))
      run("dpkg", ["-x", join(archives, archive), join(into, "root")]);
    for (const folder of [archives, lists]) rmSync(folder, { recursive: true });
  },
};

/** Where one of its programs or folders lies: unpacked, or installed. */
export function slapdPath(part: string, path: string): string {
  const unpacked = join(part, "root", path);
  return existsSync(unpacked) ? unpacked : join("/", path);
}

/** Where the loader finds what was unpacked. */
export function slapdLibraries(part: string): string {
  const libraries = join(part, "root/usr/lib");
  return existsSync(libraries)
    ? readdirSync(libraries)
        .filter((name) => name.includes("-linux-"))
        .map((name) => join(libraries, name))
        .join(":")
    : "";
}

/** PHP's program, whose name says its version. */
export function phpPath(part: string): string {
  const folder = [join(part, "root/usr/bin"), "/usr/bin"].find(
    (bin) => existsSync(bin) && readdirSync(bin).some((name) => /^php\d/.test(name)),
  );
  const name = folder === undefined ? undefined : readdirSync(folder).find((one) => /^php\d+\.\d+$/.test(one));
  if (folder === undefined || name === undefined) throw new Error("there is no PHP");
  return join(folder, name);
}
