/** The registry that an environment pulls everything from. */
export interface Mirror {
  /** Its host, with the folder below it that is meant, if any. */
  readonly host: string;
  /** What was copied there first: digests by the publisher's name and tag, such as `quay.io/a/b:1`. Empty where nobody recorded them. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A registry of which nobody recorded what was copied there. */
export const mirrorAt = (host: string): Mirror => ({ host, digests: {} });

/** The same registry for charts whose values can't carry a digest. */
export const byTagAlone = ({ host }: Mirror): Mirror => mirrorAt(host);
