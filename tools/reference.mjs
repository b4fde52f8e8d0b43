// Writes docs/coverage.md from test/reference/rows, and docs/data-paths.md from what the samples synthesize; `npm test` compares both.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

process.env.CDKTN_DISABLE_CREATION_STACK = "1";
const root = fileURLToPath(new URL("..", import.meta.url));
const load = createJiti(import.meta.url);
const { tables } = await load.import("../test/reference/tables.ts");
const { coverageMarkdown } = await load.import("../test/reference/markdown.ts");
writeFileSync(join(root, "docs/coverage.md"), coverageMarkdown(tables));

const { dataPathsPage, shownSamples } = await load.import("../test/reference/data-paths.ts");
const { pathSamples } = await load.import("../test/reference/path-samples.ts");
writeFileSync(join(root, "docs/data-paths.md"), dataPathsPage(shownSamples(pathSamples())));
