import { Cidr } from "../../language";
import * as ipaddr from "ipaddr.js";
import { z } from "zod";
import { refuse } from "./mistakes";

/** Text that must match `pattern`; `why` and `wayOut` are what the architect reads when it does not. */
export const textLike = (pattern: RegExp, why: string, wayOut: string): z.ZodType<string, string> =>
  z.string().superRefine((value, context) => {
    if (!pattern.test(value)) refuse(context, { value, why, wayOut });
  });

/** A DNS label: it becomes part of stack, bucket and host names. */
export const label = textLike(
  /^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/,
  "can't be a DNS label",
  "use 1 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
);

/** A DNS name of at least two labels, without a trailing dot. */
export const domainName = textLike(
  /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  "is not a domain name",
  'write it in lower case without a scheme or a trailing dot, such as "zuid.example.eu"',
);

/** A host, with a port and a path where needed, as in an image reference. */
export const registryHost = textLike(
  /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:\d+)?(\/[a-z0-9]([-._a-z0-9/]*[a-z0-9])?)?$/,
  "is not a registry host",
  'write it without a scheme, such as "registry.zuid.example.eu"',
);

/** The address of a folder behind HTTPS, as Terraform wants that of a provider mirror: it ends in a slash. */
export const httpsFolder = textLike(
  /^https:\/\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:\d+)?\/([^\s?#"\\$%]*\/)?$/,
  "is not the https address of a folder",
  'write it with its scheme and a slash at the end, such as "https://registry.zuid.example.eu/providers/"',
);

/** Where somebody can be told something, as a URI: a mail address or a web page. */
export const reachable = textLike(
  /^(mailto:[^\s@<>"]+@[-.a-z0-9]+\.[a-z]{2,}|https:\/\/[-.a-z0-9]+\.[a-z]{2,}(\/[^\s"\\]*)?)$/,
  "is neither a mail address nor a web page",
  'write it as a URI, such as "mailto:security@zuid.example.eu"',
);

/** A mail address as it stands behind "To". */
export const mailAddress = textLike(
  /^[^\s@<>",;]+@[-.a-z0-9]+\.[a-z]{2,}$/,
  "is no mail address",
  'write it without a name, such as "duty@zuid.example.eu"',
);

/** A file of the working folder or below it. */
export const fileBelow = textLike(
  /^(?!\/)(?!(.*\/)?\.\.(\/|$))[-.\w]+(\/[-.\w]+)*$/,
  "is no file below the working folder",
  'write its path from there, such as "mirror/zuid/digests.txt"',
);

/** Text that is not empty once blanks at the ends are gone. */
export const words = textLike(/\S/, "is empty", "write a name");

/** An ISO 8601 calendar date. */
export const isoDate = textLike(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  "is not a date",
  'write it as "2026-11-21"',
);

/** An IPv4 network, parsed once. */
export const network: z.ZodType<Cidr, string> = z.string().transform((text, context) => {
  const cidr = Cidr.parse(text);
  if (cidr instanceof Cidr) return cidr;
  refuse(context, { value: text, why: cidr.why, wayOut: cidr.wayOut });
  return z.NEVER;
});

/** One IPv4 address, without a mask. */
export const ipv4Address = z.string().superRefine((value, context) => {
  if (!ipaddr.IPv4.isValidFourPartDecimal(value)) {
    refuse(context, {
      value,
      why: "is not an IPv4 address",
      wayOut: 'write it without a mask, such as "203.0.113.20"',
    });
  }
});

/** Name of a Kubernetes object: labels of lower-case letters, digits and hyphens, with dots between them. */
export const objectName = textLike(
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "is not the name of a Kubernetes object",
  'copy it as "kubectl get" prints it',
);
