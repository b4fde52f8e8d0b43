import type { Image } from "../../language";
import { images } from "../components";

/** Who publishes an image, and from where. */
export interface Supplier {
  readonly name: string;
  /** Seat, ISO 3166-1 alpha-2. */
  readonly country: string;
}

type ByImage<T> = Readonly<Partial<Record<keyof typeof images, T>>>;

const lago: Supplier = { name: "Lago", country: "FR" };

/** Suppliers whose seat the components' own notes name; nobody looked up the others. */
const suppliers: ByImage<Supplier> = {
  lagoApi: lago,
  lagoFront: lago,
  lagoPdf: lago,
  collabora: { name: "Collabora Productivity", country: "GB" },
  forgejo: { name: "Codeberg e.V.", country: "DE" },
};

/** Licences (SPDX) that the components' own notes name, of the program that an image is made for; its other contents bear their own. */
const licences: ByImage<string> = {
  agentGateway: "Apache-2.0",
  clamav: "GPL-2.0",
  rclone: "MIT",
  lagoApi: "AGPL-3.0",
  lagoFront: "AGPL-3.0",
  lagoPdf: "MIT",
  nats: "Apache-2.0",
  bento: "MIT",
  synapse: "AGPL-3.0",
  elementWeb: "AGPL-3.0",
  livekit: "Apache-2.0",
  callAuthorization: "AGPL-3.0",
  nextcloudApps: "AGPL-3.0",
  versitygw: "Apache-2.0",
  vault: "BUSL-1.1",
  collabora: "MPL-2.0",
  forgejo: "GPL-3.0-or-later",
  ciRunner: "GPL-3.0-or-later",
};

/** Who publishes an image and under which licence, as far as the catalogue knows. */
export interface Supplied {
  readonly supplier?: Supplier;
  readonly licence?: string;
}

type Name = Pick<Image, "registry" | "repository">;

const nameOf = ({ registry, repository }: Name): string => `${registry}/${repository}`;

const byName: ReadonlyMap<string, Supplied> = new Map(
  Object.entries<Image>(images).map(([id, image]) => {
    const supplier = Object.entries(suppliers).find(([name]) => name === id)?.[1];
    const licence = Object.entries(licences).find(([name]) => name === id)?.[1];
    return [
      nameOf(image),
      { ...(supplier === undefined ? {} : { supplier }), ...(licence === undefined ? {} : { licence }) },
    ];
  }),
);

/** What the catalogue knows of an image's supplier, whatever its version. */
export const suppliedBy = (image: Name): Supplied => byName.get(nameOf(image)) ?? {};
