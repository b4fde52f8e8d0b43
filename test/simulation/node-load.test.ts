import { requestsOf } from "../../simulation/node-load";

const container = (cpu: string, memory: string, more = {}) => ({ ...more, resources: { requests: { cpu, memory } } });

test("a pod requests what runs together, or what prepares it where that is more", () => {
  const containers = [container("500m", "1Gi"), container("1", "512Mi")];
  expect(requestsOf({ pod: { containers } })).toEqual({ cpu: 1500, memory: 1536 });
  expect(requestsOf({ pod: { containers, initContainers: [container("2", "64Mi")] } })).toEqual({
    cpu: 2000,
    memory: 1536,
  });
});

test("what is started first and stays runs together with the others", () => {
  const containers = [container("500m", "256Mi")];
  const initContainers = [container("100m", "20Mi", { restartPolicy: "Always" })];
  expect(requestsOf({ pod: { containers, initContainers } })).toEqual({ cpu: 600, memory: 276 });
});
