export { headline, reviewMarkdown } from "./review-markdown";
export { runbook, type WrittenStep } from "./runbook";
