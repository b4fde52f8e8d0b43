import { databaseCluster } from "../catalog";
import { identity as identityService } from "../suites/platform/identity";
import type { Lock, Stateful } from "./lock-file";
import { outlivedStep } from "./outlived-step";
import type { Departure, RetireRequest } from "./retire";
import { retireCommand } from "./retire-command";
import type { RunbookStep } from "./runbook-step";
import { addressOf, isTerraform, stackOf, typeOf } from "./stateful-mistakes";

/** One command for these stacks; none where there are none. */
const cdktf = (verb: "deploy" | "destroy", stacks: readonly string[]): readonly string[] =>
  stacks.length === 0 ? [] : [`cdktf ${verb} ${stacks.join(" ")}`];

/** From the export of what leaves to the day on which its last copy may go. */
export function retirementSteps(lock: Lock, request: RetireRequest, departure: Departure): readonly RunbookStep[] {
  const { environment } = lock;
  const { kind, id } = request;
  const entries = Object.entries(departure.departing);
  const holders = [...new Set(entries.flatMap(([what]) => (isTerraform(what) ? [stackOf(what)] : [])))];
  const others = holders.filter((stack) => !departure.stacks.includes(stack));
  // What is deleted by hand in a cluster is deleted before the cluster is destroyed.
  const ground =
    kind === "site" ? departure.stacks.filter((stack) => stack === `${environment}-infrastructure-${id}`) : [];
  const stacks = departure.stacks.filter((stack) => !ground.includes(stack));
  const outlived = outlivedStep(entries);
  const hasKey = entries.some(([what]) => typeOf(what) === "vault_transit_secret_backend_key");
  const steps: readonly RunbookStep[] = [
    exportStep(request, entries),
    {
      title: "Hand over",
      text: ["Hash what was exported, hand it over, and keep the receipt."],
      commands: ["find export -type f -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS"],
    },
    {
      title: "Take the guards off",
      text: [
        `The lock names the retirement, so the next synthesis lifts prevent_destroy${hasKey ? ", and sets deletion_allowed on the key" : ""}. Nothing is destroyed yet.`,
      ],
      commands: [`npx bestek synth ${environment}`, `npx bestek review ${environment}`, ...cdktf("deploy", holders)],
    },
    emptyStep(entries),
    {
      title: hasKey ? "Destroy, the key included" : "Destroy",
      text: [
        ...(hasKey ? ["Without the key everything that it encrypted is unreadable, in backups as well."] : []),
        ...(others.length === 0 ? [] : [`What stands in ${others.join(", ")} goes with the next step.`]),
      ],
      commands: cdktf("destroy", stacks),
    },
    ...(kind === "site"
      ? [outlived, { title: "Destroy what is below", text: [], commands: cdktf("destroy", ground) }]
      : []),
    {
      title: "Take it out of the facts",
      text: [
        `Remove ${kind} ${id} from the environment's file. Synthesis accepts it, because the lock says so; commit both. The review still asks for a named approval of every stateful thing that it sees destroyed.`,
      ],
      commands: [`npx bestek synth ${environment}`, `npx bestek review ${environment}`, ...cdktf("deploy", others)],
    },
    ...(kind === "site" ? [] : [outlived]),
    remainsStep(environment, request, departure, hasKey),
  ];
  return steps.filter(({ text, commands }) => text.length + commands.length > 0);
}

type Entries = readonly (readonly [string, Stateful])[];

function exportStep({ kind, id }: RetireRequest, entries: Entries): RunbookStep {
  const without = entries.filter(([what, entry]) => exportOf(what, entry).length === 0).map(([what]) => `- ${what}`);
  return {
    title: "Export",
    text: [
      `For ${kind} ${id}, which keeps ${countOf(entries.length)}. Restore every export elsewhere before anything is destroyed.`,
      ...(without.length === 0 ? [] : ["", "No export is written for:", "", ...without]),
    ],
    commands:
      entries.length === without.length
        ? []
        : ["mkdir -p export", ...entries.flatMap(([what, entry]) => exportOf(what, entry))],
  };
}

/** No cloud destroys a bucket that holds objects, and nobody empties a locked one. */
function emptyStep(entries: Entries): RunbookStep {
  const buckets = entries.filter(([what]) => isBucket(what));
  const locked = buckets.filter(([, { lockedDays }]) => lockedDays !== undefined);
  return {
    title: "Empty the buckets",
    text: [
      ...(buckets.length === 0 ? [] : ["No cloud destroys a bucket that holds objects; old versions count."]),
      ...(locked.length === 0
        ? []
        : ["Locked ones can't be emptied: Terraform forgets them, and they stay until their day."]),
    ],
    commands: [
      ...buckets
        .filter(([, { lockedDays }]) => lockedDays === undefined)
        .map(([what, entry]) => `rclone purge ${remote(what)}:${bucketName(entry)}`),
      ...locked.map(([what]) => `terraform -chdir=cdktf.out/stacks/${stackOf(what)} state rm '${addressOf(what)}'`),
    ],
  };
}

function remainsStep(
  environment: string,
  { kind, id, on }: RetireRequest,
  { retirement: { copies, until } }: Departure,
  hasKey: boolean,
): RunbookStep {
  return {
    title: "What remains",
    text:
      copies.length === 0
        ? ["No locked copy is recorded: nothing remains that could not be deleted today."]
        : [
            `Nobody can delete these earlier, if nothing is written to them after ${on}:`,
            "",
            ...copies.map((copy) => `- until ${copy.until}: ${copy.what}`),
            "",
            hasKey
              ? "What was encrypted with the key is unreadable in them. What was not, such as rows in a shared archive of databases, whoever may restore can read until then."
              : "Whoever may restore can read them until then.",
          ],
    commands: [`# from ${until} on:`, `npx ${retireCommand(environment, kind, id)} --forget`],
  };
}

const countOf = (count: number): string => (count === 1 ? "1 stateful thing" : `${String(count)} stateful things`);

/** Commands that export what a thing keeps; none where it keeps nothing that anyone could want elsewhere. */
function exportOf(what: string, entry: Stateful | undefined): readonly string[] {
  const { identity = {} } = entry ?? {};
  switch (typeOf(what)) {
    case "Database": {
      const cluster = identity["spec.cluster.name"] ?? databaseCluster.name;
      const name = identity["spec.name"] ?? what.split("/").at(-1) ?? "";
      const namespace = what.split("/").at(-3) ?? databaseCluster.namespace;
      const primary = `$(kubectl -n ${namespace} get pod -l cnpg.io/cluster=${cluster},cnpg.io/instanceRole=primary -o name)`;
      return [
        `kubectl -n ${namespace} exec ${primary} -c postgres -- pg_dump --format=custom ${name} > export/${name}.dump`,
      ];
    }
    case "StatefulSet": {
      const [, namespace = "", , name = ""] = what.split("/");
      return [
        `# volumes of ${name}: ${Object.keys(identity)
          .filter((key) => key.startsWith("volume "))
          .join(", ")}`,
        `kubectl -n ${namespace} get pvc -o name | grep ${name}`,
      ];
    }
    case "keycloak_realm": {
      const realm = identity["realm"] ?? "";
      const namespace = identityService.name;
      const server = `${namespace}-${Object.keys(identityService.workloads)[0] ?? ""}-0`;
      return [
        `kubectl -n ${namespace} exec ${server} -- /opt/keycloak/bin/kc.sh export --optimized --realm ${realm} --file /tmp/${realm}.json`,
        `kubectl -n ${namespace} cp ${server}:/tmp/${realm}.json export/${realm}.json`,
      ];
    }
    default:
      return isBucket(what)
        ? [
            `rclone copy ${remote(what)}:${bucketName(entry)} export/${bucketName(entry)}`,
            `rclone check ${remote(what)}:${bucketName(entry)} export/${bucketName(entry)}`,
          ]
        : [];
  }
}

const buckets: Readonly<Record<string, string>> = {
  ovh_cloud_project_storage: "ovh",
  aws_s3_bucket: "aws",
  azurerm_storage_container: "azure",
};

const isBucket = (what: string): boolean => isTerraform(what) && typeOf(what) in buckets;
/** Name of the rclone remote that reaches the account. */
const remote = (what: string): string => buckets[typeOf(what)] ?? "remote";
const bucketName = (entry: Stateful | undefined): string =>
  entry?.identity?.["name"] ?? entry?.identity?.["bucket"] ?? "bucket";
