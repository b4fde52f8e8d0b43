import { pen, type Check, type Verdict } from "../check";
import type { Facts } from "../facts";
import { listAt, numberAt, textAt } from "../facts/json";
import type { PlannedSite, TerraformFact } from "../facts/facts";
import { siteOfStack } from "../facts/stack-name";

const id = "control-plane-log";
const ours = pen(id);

/** A cluster at a cloud, and the rest of its stack. */
interface Cluster {
  readonly object: string;
  readonly fact: TerraformFact;
  readonly stack: readonly TerraformFact[];
}

/** Where a cloud keeps the log, and for how many days; undefined days where the file doesn't say. */
interface Kept {
  readonly where: string;
  readonly days: number | undefined;
}

/**
 * Who asked the API of Kubernetes for what is written down outside the cluster. Its server belongs to the cloud, and so does the log: no cloud's locks it, and none hands
 * it to an address inside the cluster, so that it stands beside the records and not among them; what it lacks of them is noted.
 */
export const controlPlaneLog: Check = {
  id,
  title: "Who asked the API of Kubernetes for what is written down outside the cluster",
  controls: ["A.8.15"],
  judge: (facts) => Object.entries(facts.plan.sites).map(([site, planned]) => judge(facts, site, planned)),
};

function judge(facts: Facts, site: string, { cloud }: PlannedSite): Verdict {
  switch (cloud) {
    case "ovh":
      return judgeCluster(facts, site, "ovh_cloud_project_kube", atOvh, "undecided");
    case "aws":
      return judgeCluster(facts, site, "aws_eks_cluster", atAws, "fail");
    case "azure":
      return judgeCluster(facts, site, "azurerm_kubernetes_cluster", atAzure, "fail");
    case "existing":
      return ours.undecided(site, {
        where: "audit log of the API",
        why: "is the business of whoever runs the cluster: no file here says whether it is kept",
        wayOut: "have its operator show where it is kept, for how long, and who may clear it",
      });
  }
}

/** `missing`: a platform that no stack can order is the customer's to decide, a service that a stack switches on is not. */
function judgeCluster(
  facts: Facts,
  site: string,
  type: string,
  look: (cluster: Cluster) => Kept | undefined,
  missing: "fail" | "undecided",
): Verdict {
  const found = Object.entries(facts.terraform).find(
    ([, fact]) =>
      fact.block === "resource" &&
      fact.type === type &&
      siteOfStack(fact.stack, Object.keys(facts.plan.sites)) === site,
  );
  if (found === undefined) {
    return ours.undecided(site, { where: type, why: "is in no file", wayOut: "audit all stacks of the environment" });
  }
  const [object, fact] = found;
  const kept = look({
    object,
    fact,
    stack: Object.values(facts.terraform).filter(({ stack }) => stack === fact.stack),
  });
  return kept === undefined
    ? ours[missing](object, {
        where: "audit log of the API",
        why: "is kept nowhere: what was done by hand in the cluster nobody can follow",
        wayOut: missing === "fail" ? "switch it on" : "order a platform for logs, and name it as the site's auditLog",
      })
    : ours.pass(object, lacks(kept, facts.plan.records?.days));
}

const lacks = ({ where, days }: Kept, records: number | undefined): string =>
  `exception lock: ${where} keeps it ${days === undefined ? "for a time that no file says" : `${String(days)} days`}, and whoever owns the account can clear it${
    records === undefined ? "" : `; records stand ${String(records)} days`
  }`;

const ofType = (stack: Cluster["stack"], type: string): readonly TerraformFact[] =>
  stack.filter((fact) => fact.type === type);

/** A subscription hands the log to a platform, which keeps it as long as one of its periods says. */
function atOvh({ stack }: Cluster): Kept | undefined {
  const subscribed = ofType(stack, "ovh_cloud_project_kube_log_subscription").some(
    ({ attributes }) => textAt(attributes, "kind") === "audit",
  );
  if (!subscribed) return undefined;
  const [years] = ofType(stack, "ovh_dbaas_logs_cluster_retention").flatMap(({ attributes }) => {
    const [, count] = /^P(\d+)Y$/.exec(textAt(attributes, "duration") ?? "") ?? [];
    return count === undefined ? [] : [Number(count)];
  });
  return { where: "the Logs Data Platform", days: years === undefined ? undefined : 365 * years };
}

function atAws({ fact, stack }: Cluster): Kept | undefined {
  if (!listAt(fact.attributes, "enabled_cluster_log_types").includes("audit")) return undefined;
  const name = `/aws/eks/${textAt(fact.attributes, "name") ?? ""}/cluster`;
  const group = ofType(stack, "aws_cloudwatch_log_group").find(({ attributes }) => textAt(attributes, "name") === name);
  return { where: "CloudWatch", days: numberAt(group?.attributes, "retention_in_days") };
}

const azureAudit = ["kube-audit", "kube-audit-admin"];

function atAzure({ fact, stack }: Cluster): Kept | undefined {
  const followed = ofType(stack, "azurerm_monitor_diagnostic_setting").some(
    ({ attributes }) =>
      textAt(attributes, "target_resource_id") === `\${${fact.address}.id}` &&
      listAt(attributes, "enabled_log").some((log) => azureAudit.includes(textAt(log, "category") ?? "")),
  );
  if (!followed) return undefined;
  const [workspace] = ofType(stack, "azurerm_log_analytics_workspace");
  return { where: "Log Analytics", days: numberAt(workspace?.attributes, "retention_in_days") };
}
