import { fileURLToPath } from "node:url";
import base from "../../jest.config.js";
import { isolated } from "../runner/isolated.cjs";

/** @type {import("jest").Config} */
export default {
  ...base,
  ...isolated,
  rootDir: fileURLToPath(new URL("../..", import.meta.url)),
  roots: ["<rootDir>/test/live"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/live/harness/set-up.ts",
  globalTeardown: "<rootDir>/test/live/harness/tear-down.ts",
  testSequencer: "<rootDir>/test/live/harness/longest-first.mjs",
  // A bound on hanging, not a claim about speed: where processors are short, the largest sample is played for ten minutes.
  testTimeout: 1_800_000,
};
