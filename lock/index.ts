export { historyOf, type History } from "./history";
export * from "./lock-file";
export { parseLock } from "./parse-lock";
export { pinVersions } from "./pin-versions";
export { keepFrozen, recordNews, type Remember, type Remembered } from "./remember";
export { standingOf, type Standing } from "./standing";
