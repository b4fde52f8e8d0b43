export { dataPathsMarkdown, type HopVerdict, type PathReport } from "./data-paths";
export { headline, reviewMarkdown } from "./review-markdown";
export { runbook, type WrittenStep } from "./runbook";
