import { Cidr, type Mistake } from "../../../language";
import { networkLayout } from "../../../planning/placement";

/** The largest network that a VPC takes (Amazon VPC user guide, CIDR blocks, 2026). */
const largestPrefix = 16;

/** Networks that others use inside a site: Docker on the nodes, and the range of which pods get their addresses. */
const reserved = [
  [Cidr.of("172.17.0.0/16"), "the nodes' own container bridge"],
  [Cidr.of("100.64.0.0/10"), "the cluster's pods"],
] as const;

const wayOut = "choose another private network, such as 10.20.0.0/16";

/** Mistakes of a site's network that AWS refuses, or that would only show when two parties answer at one address. */
export function networkMistakes(network: Cidr, where: string): readonly Mistake[] {
  const { services } = networkLayout({ kind: "aws", network });
  const value = network.toString();
  const overlaps = [...reserved, [services, "the cluster's services"] as const].filter(([other]) =>
    network.overlaps(other),
  );
  return [
    ...(network.prefix < largestPrefix
      ? [
          {
            where,
            value,
            why: "is larger than a VPC may be",
            wayOut: "use /16 to /18 of a private network, such as 10.20.0.0/16",
          },
        ]
      : []),
    ...overlaps.map(([other, owner]) => ({
      where,
      value,
      why: `overlaps ${other.toString()}, the network of ${owner}`,
      wayOut,
    })),
  ];
}
