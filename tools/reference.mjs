// Writes docs/coverage.md from test/reference/rows, and docs/data-paths.md from what the samples synthesize; `npm test` compares both.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

process.env.CDKTN_DISABLE_CREATION_STACK = "1";
const root = fileURLToPath(new URL("..", import.meta.url));
// Samples name the product by its package; they mean these sources, and not what was last built of them.
const require = createJiti(import.meta.url, { alias: { bestek: join(root, "index.ts") } });
const { tables } = require("../test/reference/tables.ts");
const { coverageMarkdown } = require("../test/reference/markdown.ts");
writeFileSync(join(root, "docs/coverage.md"), coverageMarkdown(tables));

const { dataPathsPage, shownSamples } = require("../test/reference/data-paths.ts");
const { pathSamples } = require("../test/reference/path-samples.ts");
writeFileSync(join(root, "docs/data-paths.md"), dataPathsPage(shownSamples(pathSamples())));
