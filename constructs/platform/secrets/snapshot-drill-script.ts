import { secretsServer, type SecretsProduct } from "../../../catalog";
import type { SealKey } from "../../infrastructure/infrastructure";
import { scratchConfiguration } from "./server-configuration";
import { preparedFolder, sealScript } from "./server-preparation";
import { compareScript, readerScript } from "./snapshot-mark";

/** Folders of the pod that drills, all of them memory: the snapshot and what is restored of it, and the token that opens the mark. */
export const drillFolders = { work: "/work", token: "/var/run/secrets/drill" } as const;

/** The snapshot as it was fetched. */
export const drilledFile = `${drillFolders.work}/raft.snap`;

export interface SnapshotDrillScriptProps {
  readonly product: SecretsProduct;
  readonly seal: SealKey["kind"];
  /** Site whose snapshot it is. */
  readonly site: string;
  /** Seconds of writing that may be lost. */
  readonly promisedLoss: number;
  /** Seconds that the whole may take. */
  readonly patience: number;
}

/**
 * Restores the snapshot into a server of its own and looks whether it holds what it was taken of. Without `-force`, as in an emergency: the server tries
 * whether its own seal opens the snapshot before it takes it, so that one of another seal, or one that is cut, is refused. Status of the
 * server, as its command line exits with it: 0 unsealed, 2 sealed or not initialized, 1 no answer.
 */
export function snapshotDrillScript({ product, seal, site, promisedLoss, patience }: SnapshotDrillScriptProps): string {
  const { name: program, variables } = secretsServer(product).program;
  const { work } = drillFolders;
  const says = `tee /dev/termination-log`;
  return [
    "umask 077",
    `cd ${work}`,
    `fail() { echo "snapshot drill of ${site}: failed: $1" | ${says}; exit 1; }`,
    `begun="$(date +%s)"`,
    `late() { [ "$(($(date +%s) - begun))" -ge ${String(patience)} ]; }`,
    ...sealScript(product, seal),
    `cat > ${preparedFolder(product)}/server.json <<'END'`,
    scratchConfiguration(product, `${work}/data`),
    "END",
    "mkdir -p data",
    `${program} server -config=${preparedFolder(product)} >server.log 2>&1 &`,
    "server=$!",
    // The container's memory goes with the pod; what was restored goes with the script.
    `trap 'kill -s KILL "$server" 2>/dev/null; rm -rf data ${drilledFile} server.log' EXIT`,
    "until_status() {",
    "  while true; do",
    "    code=0",
    `    ${program} status >/dev/null 2>&1 || code=$?`,
    '    if [ "$code" = "$1" ]; then return; fi',
    '    if late || ! kill -0 "$server" 2>/dev/null; then grep -v \'^{"\' server.log | tail -n 5 >&2; fail "$2"; fi',
    "    sleep 1",
    "  done",
    "}",
    'until_status 2 "the scratch server does not start"',
    `token="$(${program} operator init -format=json -recovery-shares=1 -recovery-threshold=1 | sed -n 's/^.*"root_token": *"\\([^"]*\\)".*$/\\1/p')"`,
    'until_status 0 "the seal key does not open the scratch server"',
    `${variables}_TOKEN="$token" ${program} operator raft snapshot restore ${drilledFile} || fail "the server refuses it: it is cut, or another seal has closed it"`,
    "unset token",
    ...readerScript(product, `${drillFolders.token}/token`),
    'until_status 0 "the seal key does not open what was restored"',
    ...compareScript(product, site, drilledFile),
    'age="$((begun - at))"',
    `[ "$age" -le ${String(promisedLoss)} ] || fail "it opens, but is $age s old, and ${String(promisedLoss)} s may be lost"`,
    `echo "snapshot drill of ${site}: opened, $found; $age s old of the ${String(promisedLoss)} s that may be lost; restored in $(($(date +%s) - begun)) s" | ${says}`,
  ].join("\n");
}
