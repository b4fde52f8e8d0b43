import { recoverySecondSite } from "../../../audit/checks/recovery/second-site";
import type { Facts } from "../../../audit";
import eigen from "../../../environments/noveu-eigen";
import { complaints, inBlock, inManifest, realFacts, together, type Sabotage } from "./real-output";

const facts = realFacts();
const pools =
  "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_kube_nodepool.site_cluster_general-eu-south-mil-";
const pool = `${pools}a`;

const withRole =
  (rule: {
    readonly apiGroups: string[];
    readonly resources: string[];
    readonly verbs: string[];
    readonly resourceNames?: string[];
  }): Sabotage =>
  (all: Facts) => ({
    ...all,
    kubernetes: {
      ...all.kubernetes,
      "eu-south-mil/databases/Role/promoter": {
        site: "eu-south-mil",
        namespace: "databases",
        kind: "Role",
        name: "promoter",
        release: "databases",
        file: "role-promoter.yaml",
        object: { kind: "Role", metadata: { name: "promoter" }, rules: [rule] },
      },
    },
  });

const reader = { apiGroups: ["postgresql.cnpg.io"], resources: ["clusters"], verbs: ["get", "watch"] };

test("what is synthesized passes, and so does a role that only reads", () => {
  expect(complaints(recoverySecondSite, facts)).toEqual([]);
  expect(complaints(recoverySecondSite, withRole(reader)(facts))).toEqual([]);
});

test.each<readonly [string, Sabotage, string]>([
  [
    "a service that only one site has",
    inManifest("eu-south-mil/mail/StatefulSet/mail-stalwart", [], undefined),
    'mail/StatefulSet/mail-stalwart: "eu-south-mil" does not hold it',
  ],
  [
    "pools that can't grow to what the other site carries",
    together(...["a", "b", "c"].map((zone) => inBlock(`${pools}${zone}`, ["max_nodes"], 1))),
    "is the most that its pools may grow to, less than",
  ],
  ["a pool that does not say how large it may grow", inBlock(pool, ["max_nodes"], undefined), "does not say how large"],
  ["a machine that nobody counted", inBlock(pool, ["flavor_name"], "z1-1"), "undecided: "],
  [
    "a program that may promote a database",
    withRole({ ...reader, verbs: ["get", "patch"] }),
    "lets a program promote databases, and no three witnesses",
  ],
  [
    "one that may delete a database, to make it anew as it likes",
    withRole({ ...reader, verbs: ["create", "delete"] }),
    "lets a program promote databases",
  ],
  [
    "one that may delete a database by its name",
    withRole({ ...reader, verbs: ["delete"], resourceNames: ["postgres"] }),
    "lets a program promote databases",
  ],
  [
    "one that may do everything",
    withRole({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
    "lets a program promote databases",
  ],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoverySecondSite, sabotage(facts)).join("\n")).toContain(says);
});

test("a site alone has nothing to compare", () => {
  expect(recoverySecondSite.applies?.(realFacts(eigen))).toBe(false);
});
