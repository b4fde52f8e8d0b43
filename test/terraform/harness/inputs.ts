import type { Stack } from "./stack";

/** Values of a stack's variables without a default, of their types; whoever applies brings them, here the test does. */
export const inputsOf = ({ variable }: Stack): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(variable)
      .filter(([, { default: own }]) => own === undefined)
      .map(([name, { type }]) => [name, standInFor(name, type)]),
  );

/** Something of the variable's type that passes the checks which the product makes of it. */
function standInFor(name: string, type: string): unknown {
  if (name === "seal_key") return Buffer.from("thirty-two bytes that lock nothing").subarray(0, 32).toString("base64");
  const members = [...type.matchAll(/(\w+) = string/g)].map(([, member = ""]) => member);
  return members.length === 0
    ? `stand-in-${name}`
    : Object.fromEntries(members.map((member) => [member, `stand-in-${member}`]));
}
