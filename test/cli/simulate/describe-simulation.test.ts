import { describeSimulation } from "../../../cli/simulate/describe-simulation";
import type { Scenario } from "../../../simulation";

const node = {
  node: "general-a-1",
  zone: "a",
  pods: 3,
  cpu: 6000,
  memory: 3072,
  volumes: 0,
  allocatable: { cpu: 8000, memory: 30_720, pods: 58, volumes: 22 },
};

const scenario: Scenario = {
  id: "installation",
  title: "everything as planned",
  verdict: "holds",
  wanted: 3,
  ready: 3,
  findings: [],
  notes: [],
  nodes: [node, { ...node, node: "general-a-2", cpu: 2000 }],
};

const described = (...scenarios: readonly Scenario[]): readonly string[] =>
  describeSimulation({
    format: "bestek.simulation/1",
    environment: "zuid",
    missing: [],
    sites: [{ site: "par", scenarios }],
  });

test("a table of scenarios and how full each node and zone is", () => {
  expect(described(scenario)).toEqual([
    "▸ zuid at par",
    "  scenario               pods  ready  verdict",
    "  everything as planned     3      3  holds",
    "  requests against what nodes leave to pods, everything as planned:",
    "  zone and node  cpu               memory             pods  volumes",
    "  a              █████░░░░░  50 %  █░░░░░░░░░  10 %  6/116     0/44",
    "    general-a-1  ████████░░  75 %  █░░░░░░░░░  10 %   3/58     0/22",
    "    general-a-2  ███░░░░░░░  25 %  █░░░░░░░░░  10 %   3/58     0/22",
    "✔ par: 1 scenarios show what the plan claims",
  ]);
});

test("what fails is said with where, why and the way out; what no tier promises is no failure", () => {
  const findings = [{ where: "shop/web", value: 1, why: "lacks 2 of its pods", wayOut: "take more nodes" }];
  const [title, ready] = ["zone a is lost", 1];
  expect(described(scenario, { ...scenario, id: "zone-loss-a", title, ready, verdict: "fails", findings })).toEqual(
    expect.arrayContaining([
      "  zone a is lost            3      1  fails",
      "  ✖ zone a is lost: shop/web lacks 2 of its pods",
      "    → take more nodes",
      "✖ par: 1 of 2 scenarios fail",
    ]),
  );
  expect(described(scenario, { ...scenario, title, ready, verdict: "unpromised", findings })).toEqual(
    expect.arrayContaining([
      "  ! zone a is lost: shop/web lacks 2 of its pods",
      "✔ par: 2 scenarios show what the plan claims",
    ]),
  );
});

test("a site whose nodes nobody knows is unknown, not well", () => {
  expect(described()).toEqual([
    "▸ zuid at par",
    "! par: unknown, because nobody says what nodes it has; say so in its facts (nodes)",
  ]);
});
