import { InvalidArgumentError } from "commander";

/** Numbers of users as they are written after `--users`, such as `500,1000,4200`. */
export function readUsers(text: string): readonly number[] {
  const numbers = text.split(",").map((part) => part.trim());
  if (!numbers.every((number) => /^[1-9]\d{0,6}$/.test(number) && Number(number) <= 1_000_000)) {
    throw new InvalidArgumentError('Write whole numbers from 1 to 1000000, such as "500,1000,4200".');
  }
  return numbers.map(Number);
}

/** One or more of `choices`, separated by commas. */
export const readChoices =
  <T extends string>(choices: readonly T[]) =>
  (text: string): readonly T[] =>
    text.split(",").map((part) => {
      const choice = choices.find((candidate) => candidate === part.trim());
      if (choice === undefined) throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.`);
      return choice;
    });

/** A calendar date that exists, ISO 8601. */
export function readDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(date) || new Date(date).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('Write a date such as "2026-12-01".');
  }
  return text;
}

/** Names separated by commas, as BESTEK_ENVIRONMENT holds them. */
export const readNames = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
