import { oncePerText } from "../../once-per-text";

/** A setting inside a text: a configuration file, a script, a command line. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

const setting =
  /(?<![\w.-])["']?-{0,2}([A-Za-z_][\w.-]*)["']?\s*(?:=>|:=|=|:)\s*(?:"([^"]*)"|'([^']*)'|([^\s,;})\]]+))/g;
const comment = /^\s*(?:#|\/\/|;|--\s|\*|<!--)/;

/** Every `name = value`, `name: value`, `"name": "value"`, `'name' => value` and `--name=value` in a text. */
export const settingsIn = oncePerText((text): readonly Setting[] =>
  text
    .split("\n")
    .filter((line) => !comment.test(line))
    .flatMap((line) =>
      [...line.matchAll(setting)].map(([, name = "", double, single, bare]) => ({
        name,
        value: double ?? single ?? bare ?? "",
      })),
    ),
);
