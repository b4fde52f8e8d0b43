import type { Stack } from "./stack";

/** Values of a stack's variables without a default, of their types; whoever applies brings them, here the test does. */
export const inputsOf = ({ variable }: Stack): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(variable)
      .filter(([, { default: own }]) => own === undefined)
      .map(([name, { type, ...said }]) => [name, standInFor(name, type, JSON.stringify(said).replaceAll('\\"', '"'))]),
  );

/** Something of the variable's type that passes the checks which the product makes of it. */
function standInFor(name: string, type: string, said: string): unknown {
  if (name === "seal_key") return Buffer.from("thirty-two bytes that lock nothing").subarray(0, 32).toString("base64");
  const members = [...type.matchAll(/(\w+) = string/g)].map(([, member = ""]) => member);
  return members.length === 0
    ? `stand-in-for-${name}`
    : Object.fromEntries(
        members.map((member) => [member, `${beginning(said, `var.${name}.${member}`)}stand-in-${member}`]),
      );
}

/** What a value must begin with, by the condition that its variable is checked with. */
const beginning = (said: string, value: string): string => said.split(`startswith(${value}, "`)[1]?.split('"')[0] ?? "";
