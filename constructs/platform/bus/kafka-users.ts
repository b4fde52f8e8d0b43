import type { Construct } from "constructs";
import { busClients, consumerOf, deadLetterSubject, subjectOf, type BusAddress, type BusNeed } from "../../../language";
import type {
  KafkaUser,
  KafkaUserSpecAuthorizationAclsItem,
} from "../../../imports/custom-resources/strimzi/kafka-user";
import { customObject } from "../../kubernetes/custom-object";
import { ofCluster } from "./kafka-cluster";

type Operations = KafkaUserSpecAuthorizationAclsItem["operations"];

export interface KafkaUsersProps {
  readonly service: string;
  readonly bus: BusNeed;
  readonly address: Pick<BusAddress, "account">;
  /** Host name of a workload of the service: the subject of its certificate. */
  readonly host: (workload: string) => string;
}

/**
 * A user for each workload on the bus, known by the subject of its certificate, who may do what the service declares and nothing else: publish
 * on topics of its own, read where it is the worker, ask how far another is where it watches. Nobody makes, changes or deletes a topic.
 */
export function kafkaUsers(scope: Construct, { service, bus, address, host }: KafkaUsersProps): void {
  for (const workload of busClients(bus)) {
    const user: KafkaUser = {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaUser",
      spec: {
        authentication: { type: "tls-external" },
        authorization: { type: "simple", acls: aclsOf(service, bus, workload, address) },
      },
    };
    customObject(scope, { name: host(workload), labels: ofCluster }, user);
  }
}

/** What one workload of a service may do. */
export const aclsOf = (
  service: string,
  { publishes, consumes }: Pick<BusNeed, "publishes" | "consumes">,
  workload: string,
  address: Pick<BusAddress, "account">,
): readonly KafkaUserSpecAuthorizationAclsItem[] => [
  ...Object.entries(publishes).flatMap(([topic, { publisher }]) =>
    publisher === workload ? [allow("topic", subjectOf(address, { service, name: topic }), ["Describe", "Write"])] : [],
  ),
  ...Object.entries(consumes).flatMap(([subscription, { topic, worker, watcher }]) => {
    const subject = subjectOf(address, topic);
    const place = consumerOf(service, subscription);
    return [
      ...(watcher === workload
        ? // The command line client asks for a topic's settings with the topic.
          [allow("topic", subject, ["Describe", "DescribeConfigs"]), allow("group", place, ["Describe"])]
        : []),
      ...(worker === workload
        ? [
            allow("topic", subject, ["Describe", "Read"]),
            allow("group", place, ["Describe", "Read"]),
            allow("topic", deadLetterSubject(address, service, subscription), ["Describe", "Write"]),
          ]
        : []),
    ];
  }),
];

const allow = (type: "topic" | "group", name: string, operations: Operations): KafkaUserSpecAuthorizationAclsItem => ({
  type: "allow",
  resource: { type, name, patternType: "literal" },
  operations,
});
