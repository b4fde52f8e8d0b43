import { deadLetterSubject, deadLettersOf, type BusAddress } from "../../../language";
import { selector, type RuleGroup } from "./alert";

/**
 * What nobody could work off: letters that came within a day. They stay until their time is over, so that their number alone would go on waking
 * people who have looked; the last number of their stream only ever grows.
 */
export const deadLetterAlerts = (service: string, account: string): RuleGroup =>
  arrived(
    service,
    `jetstream_stream_last_seq${selector({ account, stream_name: deadLettersOf(service) })}`,
    `stream ${deadLettersOf(service)}`,
  );

/** The same of Kafka, which has a topic for the dead letters of each subscription. */
export const kafkaDeadLetterAlerts = (service: string, account: Pick<BusAddress, "account">): RuleGroup => {
  const topics = deadLetterSubject(account, service, "");
  return arrived(
    service,
    `kafka_topic_partition_current_offset${selector({ topic: `~${topics.replaceAll(".", "\\.")}.+` })}`,
    `the topics that begin with ${topics}`,
  );
};

const arrived = (service: string, last: string, where: string): RuleGroup => {
  return {
    name: "dead-letters",
    rules: [
      {
        kind: "alert",
        name: "DeadLetters",
        // Each server tells of every stream; the furthest is right.
        expression: `max(${last}) - (max(${last} offset 1d) or vector(0)) > 0`,
        severity: "ticket",
        summary: `Messages for ${service} could not be worked off within the last day: read ${where}`,
      },
    ],
  };
};
