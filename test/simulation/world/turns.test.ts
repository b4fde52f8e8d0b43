import type { JsonObject } from "../../../audit/facts/json";
import { podTemplates } from "../../../audit/workloads/pod-template";
import { waitingTheirTurn } from "../../../simulation/world/turns";

interface Task {
  readonly schedule: string;
  readonly deadline?: number;
  readonly suspend?: boolean;
  readonly memory?: string;
  readonly component?: string;
}

const cronJob = ({ schedule, deadline, suspend = false, memory = "48Mi", component = "look" }: Task): JsonObject => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  spec: {
    schedule,
    suspend,
    jobTemplate: {
      spec: {
        ...(deadline === undefined ? {} : { activeDeadlineSeconds: deadline }),
        template: {
          metadata: { labels: { component } },
          spec: { containers: [{ name: "main", image: "look:1", resources: { requests: { memory } } }] },
        },
      },
    },
  },
});

/** Numbers of the tasks that wait. */
function waiting(...tasks: readonly Task[]): readonly number[] {
  const templates = podTemplates({
    kubernetes: Object.fromEntries(
      tasks.map((task, index) => [
        `here/tenant${String(index)}/CronJob/look`,
        {
          site: "here",
          namespace: `tenant${String(index)}`,
          kind: "CronJob",
          name: "look",
          release: "x",
          file: "x",
          object: cronJob(task),
        },
      ]),
    ),
  });
  const found = waitingTheirTurn(templates);
  return templates.flatMap((template, index) => (found.has(template) ? [index] : []));
}

const hour = 3600;

test("of tasks that take turns those wait that are away while the most are there", () => {
  expect(
    waiting(
      { schedule: "0 1 * * *", deadline: hour },
      { schedule: "0 8 * * *", deadline: hour },
      { schedule: "30 8 * * *", deadline: hour },
    ),
  ).toEqual([0]);
});

test.each<[string, readonly Task[]]>([
  [
    "at the same time",
    [
      { schedule: "0 1 * * *", deadline: hour },
      { schedule: "59 1 * * *", deadline: hour },
    ],
  ],
  [
    "past the end of the week",
    [
      { schedule: "0 23 * * 6", deadline: 3 * hour },
      { schedule: "0 1 * * 0", deadline: hour },
    ],
  ],
  [
    "by the half minute that a pod takes to end",
    [
      { schedule: "0 1 * * *", deadline: hour },
      { schedule: "0 2 * * *", deadline: hour },
    ],
  ],
  ["without a deadline", [{ schedule: "0 1 * * *" }, { schedule: "0 8 * * *", deadline: hour }]],
  [
    "on a schedule that is no time of the week",
    [
      { schedule: "*/5 * * * *", deadline: hour },
      { schedule: "0 8 1 * *", deadline: hour },
    ],
  ],
  [
    "of other labels",
    [
      { schedule: "0 1 * * *", deadline: hour, component: "a" },
      { schedule: "0 8 * * *", deadline: hour },
    ],
  ],
  [
    "of other requests",
    [
      { schedule: "0 1 * * *", deadline: hour, memory: "1Gi" },
      { schedule: "0 8 * * *", deadline: hour },
    ],
  ],
  [
    "of which one is at rest",
    [
      { schedule: "0 1 * * *", deadline: hour, suspend: true },
      { schedule: "0 8 * * *", deadline: hour },
    ],
  ],
])("none of two waits %s", (_, tasks) => {
  expect(waiting(...tasks)).toEqual([]);
});
