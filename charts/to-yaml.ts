import { stringify } from "yaml";

/** Helm and the API server read YAML 1.1, in which a bare `on` is no text. */
const options = { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false } as const;

/**
 * An object as the `yaml` library writes it, byte for byte. Maps, lists and the texts that nobody could take for anything else are written
 * here, in a fifth of the time; every other value is left to the library, but for blank lines, which it loses.
 */
export const toYaml = (object: object): string => `${node(object, "")}\n`;

/** A value that begins at `indent`; what follows its first line begins there, too. */
function node(value: unknown, indent: string): string {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item: unknown) => `- ${node(item, `${indent}  `)}`).join(`\n${indent}`);
  }
  if (!isFilled(value)) return scalar(value, indent);
  return membersOf(value)
    .map(([key, member]) => {
      const below = `${indent}  `;
      return isFilled(member)
        ? `${name(key)}:\n${below}${node(member, below)}`
        : `${name(key)}: ${scalar(member, below)}`;
    })
    .join(`\n${indent}`);
}

const membersOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, member]) => member !== undefined);

/** Maps and lists of something; empty ones are written like scalars. */
const isFilled = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) ? value.length > 0 : membersOf(value).length > 0);

/** Texts of letters, figures and signs that mean nothing where they stand. */
const plain = /^[A-Za-z](?:[\w./@=+(),-]|:(?![\s]|$)| (?![ #]|$))*$/;

/** Those that YAML 1.1, or a reader of it, takes for a boolean, nothing, or a number. */
const words = /^(?:y|n|yes|no|on|off|true|false|null|e[\d+-].*)$/i;

/** The library writes these as blocks, out of which no reader gets the blanks of the last line again. */
const blank = /^[ \t\n]*\n[ \t\n]*$/;

const isPlain = (text: string): boolean => plain.test(text) && !words.test(text);

const name = (key: string): string => (isPlain(key) ? key : stringify({ [key]: 0 }, options).slice(0, -": 0\n".length));

function scalar(value: unknown, indent: string): string {
  if (typeof value === "boolean" || (typeof value === "string" && isPlain(value))) return String(value);
  if (typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (typeof value === "string" && blank.test(value)) return JSON.stringify(value);
  const written = typeof value === "string" ? byLibrary(value) : inLibrarysWords(value);
  return written.includes("\n") ? written.replaceAll(/\n(?=[^\n])/g, `\n${indent.slice(2)}`) : written;
}

/** The library indents by one step here; empty lines stay empty. */
const inLibrarysWords = (value: unknown): string => stringify({ k: value }, options).slice("k: ".length, -1);

/** Ranges, amounts and sentences that stand in hundreds of objects: three of four texts that the library is asked for. */
const known = new Map<string, string>();

/** A few megabytes, after which the memory starts anew. */
const most = 10_000;

function byLibrary(text: string): string {
  const earlier = known.get(text);
  if (earlier !== undefined) return earlier;
  const written = inLibrarysWords(text);
  if (known.size >= most) known.clear();
  if (text.length <= 256) known.set(text, written);
  return written;
}
