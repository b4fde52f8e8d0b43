/** A Markdown document from its parts, with one empty line between them. */
export const document = (...parts: readonly string[]): string => `${parts.join("\n\n")}\n`;

export const heading = (text: string): string => `# ${text}`;

/** A numbered step: what is done, why, and the commands. */
export const step = (number: number, title: string, why: string, commands: readonly string[] = []): string =>
  [`## ${String(number)}. ${title}`, why, ...(commands.length === 0 ? [] : [shell(commands)])].join("\n\n");

export const shell = (commands: readonly string[]): string => ["```sh", ...commands, "```"].join("\n");

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
