import type { Finding } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { at, listAt, parsedJson, textAt } from "../../facts/json";
import { namedOrReferred } from "../../recovery/reference";
import type { NamedRecord } from "./records";

/** A hash that stands in a zone, and where the private half of its key is given out. */
export type Pin =
  | { readonly kind: "key"; readonly address: string; readonly path: string; readonly failures: readonly Finding[] }
  | { readonly kind: "strange"; readonly failures: readonly Finding[] };

/** Every value of a record; some clouds keep all of one name in one. */
export const pinsOf = (facts: Facts, record: NamedRecord): readonly Pin[] =>
  valuesOf(record).map((value) => pinOf(facts, record, value));

function valuesOf({ value }: NamedRecord): readonly string[] {
  const list = value.startsWith("[") ? parsedJson(value) : undefined;
  const texts = listAt(list).filter((each) => typeof each === "string");
  return texts.length === 0 ? [value] : texts;
}

function pinOf(facts: Facts, { stack, name }: NamedRecord, value: string): Pin {
  const where = `TLSA ${name}`;
  if (!value.startsWith("3 1 1 ")) {
    return {
      kind: "strange",
      failures: [
        {
          where,
          value,
          why: "is not the SHA-256 of the server's own key (3 1 1), which alone stays when certificates are renewed and needs no authority",
          wayOut: "write 3 1 1 and the hash of the key's public half",
        },
      ],
    };
  }
  const key = hashedKey(facts, stack, value.slice("3 1 1 ".length));
  if (key === undefined) {
    return {
      kind: "strange",
      failures: [
        {
          where,
          value,
          why: "is not the hash of one key that the stack makes",
          wayOut: "let the secrets server hash the key's `public_key`, without armour, as hexadecimal digits",
        },
      ],
    };
  }
  const mount = namedOrReferred(facts, key.stack, at(key.attributes, "backend"), "path") ?? "";
  return {
    kind: "key",
    address: key.address,
    path: `${mount}/export/signing-key/${textAt(key.attributes, "name") ?? ""}/1`,
    failures:
      textAt(key.attributes, "type") === keyType && at(key.attributes, "exportable") === true
        ? []
        : [
            {
              where: key.address,
              value: textAt(key.attributes, "type") ?? "",
              why: "is no key of P-256 that may leave the secrets server, so that no certificate can be issued over it",
              wayOut: `make it as "${keyType}", exportable`,
            },
          ],
  };
}

const keyType = "ecdsa-p256";

const sum = /^\$\{(vault_generic_endpoint\.[\w-]+)\.write_data\["sum"\]\}$/;

/** What is hashed: all that stands between the lines of armour, as bytes. */
const hashed =
  /^\$\{jsonencode\(\{"input" = replace\((vault_transit_secret_backend_key\.[\w-]+)\.keys\[0\]\["public_key"\], "\/-----\[A-Z \]\+-----\|\[\[:space:\]\]\/", ""\), "format" = "hex"\}\)\}$/;

/** The key whose public half an expression is the SHA-256 of. */
function hashedKey({ terraform }: Facts, stack: string, expression: string): TerraformFact | undefined {
  const asked = terraform[`${stack}:${sum.exec(expression)?.[1] ?? ""}`]?.attributes;
  if (textAt(asked, "path") !== "sys/tools/hash/sha2-256" || !listAt(asked, "write_fields").includes("sum"))
    return undefined;
  return terraform[`${stack}:${hashed.exec(textAt(asked, "data_json") ?? "")?.[1] ?? ""}`];
}
