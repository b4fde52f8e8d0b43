/** An image that some file of an environment names. */
export interface SuppliedImage {
  /** Host that publishes it, or `bestek` for one that is built here. */
  readonly registry: string;
  readonly repository: string;
  /** Absent where only a chart knows. */
  readonly tag?: string;
  /** Absent where nobody has read it. */
  readonly digest?: string;
  /** Folder with the Dockerfile of an image that nobody publishes. */
  readonly builtFrom?: string;
  /** Ids of the objects, releases and footprints that name it. */
  readonly usedBy: readonly string[];
}

/** A third-party chart that an environment installs. */
export interface SuppliedChart {
  readonly name: string;
  readonly version: string;
  /** Repository of its publisher; absent where the catalogue doesn't know the chart. */
  readonly repository?: string;
}

/** A chart that bestek writes, at one site. */
export interface OwnChart {
  readonly site: string;
  readonly release: string;
  /** SHA-256 over the paths and hashes of its files. */
  readonly digest: string;
}

/** A Terraform provider of some stack. */
export interface SuppliedProvider {
  /** As stacks write it, such as `ovh/ovh`. */
  readonly source: string;
  readonly version: string;
}

/** Everything that an environment takes from others. */
export interface Supply {
  readonly mirror: string;
  /** Address of the provider mirror, where the environment names one. */
  readonly providerMirror?: string;
  readonly images: readonly SuppliedImage[];
  readonly charts: readonly SuppliedChart[];
  readonly providers: readonly SuppliedProvider[];
}
