import { handedName } from "../logs/hand-over";
import { selector, type RuleGroup } from "./alert";

/**
 * Lines that nobody takes: an agent has read less of a file than half of what stays in it before the next one begins. `mebibytes`: what stays. Counted for each
 * file, as the agent that reads it does.
 */
export const handedLineAlerts = (taker: string, mebibytes: number): RuleGroup => {
  const own = selector({ component_id: `loki.source.file.${handedName(taker)}` });
  return {
    name: "handed-lines",
    rules: [
      {
        kind: "alert",
        name: "LinesWaiting",
        expression: `max(loki_source_file_file_bytes_total${own} - loki_source_file_read_bytes_total${own}) > ${String((mebibytes / 2) * 1024 * 1024)}`,
        during: "5m",
        severity: "page",
        summary: `Events wait on a node because ${taker} does not take them: the oldest are lost to the log when their file is replaced`,
      },
    ],
  };
};
