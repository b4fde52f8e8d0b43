import type { NodeLoad } from "../../simulation";
import { table } from "../table";

/** How full every node is, and every zone together, as bars of ten. */
export function heatMap(nodes: readonly NodeLoad[]): readonly string[] {
  const zones = [...new Set(nodes.map(({ zone }) => zone))].sort();
  const rows = zones.flatMap((zone) => {
    const here = nodes.filter((node) => node.zone === zone);
    return [row(zone, here), ...here.map((node) => row(`  ${node.node}`, [node]))];
  });
  return table(
    [
      { title: "zone and node" },
      { title: "cpu" },
      { title: "memory" },
      { title: "pods", align: "right" },
      { title: "volumes", align: "right" },
    ],
    rows,
  );
}

function row(name: string, nodes: readonly NodeLoad[]): readonly string[] {
  const share = (of: (room: Pick<NodeLoad, "cpu" | "memory">) => number): string =>
    bar(
      sum(nodes, of) /
        Math.max(
          sum(nodes, ({ allocatable }) => of(allocatable)),
          1,
        ),
    );
  return [
    name,
    share(({ cpu }) => cpu),
    share(({ memory }) => memory),
    `${String(sum(nodes, ({ pods }) => pods))}/${String(sum(nodes, ({ allocatable }) => allocatable.pods))}`,
    `${String(sum(nodes, ({ volumes }) => volumes))}/${String(sum(nodes, ({ allocatable }) => allocatable.volumes))}`,
  ];
}

const sum = (nodes: readonly NodeLoad[], of: (node: NodeLoad) => number): number =>
  nodes.reduce((total, node) => total + of(node), 0);

/** `█████░░░░░  52 %`. */
function bar(share: number): string {
  const full = Math.min(10, Math.round(share * 10));
  return `${"█".repeat(full)}${"░".repeat(10 - full)} ${String(Math.round(share * 100)).padStart(3)} %`;
}
