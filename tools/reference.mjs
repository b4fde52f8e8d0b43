// Writes docs/coverage.md from test/reference/rows; `npm test` compares it.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const load = createJiti(import.meta.url);
const { tables } = await load.import("../test/reference/tables.ts");
const { coverageMarkdown } = await load.import("../test/reference/markdown.ts");
writeFileSync(fileURLToPath(new URL("../docs/coverage.md", import.meta.url)), coverageMarkdown(tables));
