import { databaseCluster } from "../catalog";
import { identity as identityService } from "../suites/platform/identity";
import { retireCommand } from "./retire-command";
import type { Lock, Stateful } from "./lock-file";
import type { Departure, RetireRequest } from "./retire";
import { isTerraform, stackOf, typeOf } from "./stateful-mistakes";

/** One step of a runbook: what to do and how, in the environment's own names. */
export interface RunbookStep {
  readonly title: string;
  readonly text: readonly string[];
  readonly commands: readonly string[];
}

/** From the export of what leaves to the day on which its last copy may go. */
export function retirementSteps(
  lock: Lock,
  { kind, id, on }: RetireRequest,
  { departing, stacks, retirement }: Departure,
): readonly RunbookStep[] {
  const environment = lock.environment;
  const entries = Object.entries(departing);
  const holders = [...new Set(entries.flatMap(([what]) => (isTerraform(what) ? [stackOf(what)] : [])))];
  const others = holders.filter((stack) => !stacks.includes(stack));
  const keys = entries.filter(([what]) => typeOf(what) === "vault_transit_secret_backend_key");
  return [
    {
      title: "Export",
      text: [
        `Written for ${kind} ${id}, which keeps ${countOf(entries.length)}. Check every export by restoring it elsewhere before anything is destroyed.`,
        ...(entries.some(([what]) => exportOf(what, departing[what]).length === 0)
          ? [
              `Nothing of its own has to be exported from: ${entries
                .filter(([what, entry]) => exportOf(what, entry).length === 0)
                .map(([what]) => what)
                .join(", ")}.`,
            ]
          : []),
      ],
      commands: entries.flatMap(([what, entry]) => exportOf(what, entry)),
    },
    {
      title: "Hand over",
      text: ["Hash what was exported, hand it over, and keep the receipt."],
      commands: ["sha256sum export/* > export/SHA256SUMS"],
    },
    {
      title: "Take the guards off",
      text: [
        "The lock names the retirement, so the next synthesis lifts prevent_destroy, and on transit keys sets deletion_allowed. Nothing is destroyed yet.",
      ],
      commands: [
        `npx bestek synth ${environment}`,
        `npx bestek review ${environment}`,
        ...holders.map((stack) => `cdktf deploy ${stack}`),
      ],
    },
    {
      title: "Empty the buckets",
      text: [
        "No cloud destroys a bucket that holds objects. Locked versions stay until their day; the bucket stays with them.",
      ],
      commands: entries.flatMap(([what, entry]) =>
        isBucket(what) && entry.lockedDays === undefined ? [`rclone purge ${remote(what)}:${bucketName(entry)}`] : [],
      ),
    },
    {
      title: keys.length === 0 ? "Destroy" : "Destroy, the key included",
      text: [
        ...(keys.length === 0
          ? []
          : ["Without the key everything that it encrypted is unreadable, in backups as well."]),
        ...(others.length === 0
          ? []
          : [
              `What it has in ${others.join(", ")} goes when it is no longer among the facts: deploy them after the last step.`,
            ]),
      ],
      commands: stacks.map((stack) => `cdktf destroy ${stack}`),
    },
    {
      title: "Take it out of the facts",
      text: [
        `Remove ${kind} ${id} from environments/${environment}.ts. Synthesis accepts it, because the lock says so; commit both.`,
      ],
      commands: [
        `npx bestek synth ${environment}`,
        `npx bestek review ${environment}`,
        ...others.map((stack) => `cdktf deploy ${stack}`),
      ],
    },
    {
      title: "What remains",
      text:
        retirement.copies.length === 0
          ? ["No locked copy is recorded: nothing remains that could not be deleted today."]
          : [
              `Nobody can delete these earlier, counted from ${on}. What was written under the retired key is unreadable in them; what was not, such as rows in a shared database archive, can still be read by whoever may restore.`,
              ...retirement.copies.map(({ what, until }) => `- ${what}: until ${until}`),
            ],
      commands: [`# from ${retirement.until} on:`, `npx ${retireCommand(environment, kind, id)} --forget`],
    },
  ].filter(({ title, commands }) => title !== "Empty the buckets" || commands.length > 0);
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
