import { fileURLToPath } from "node:url";
import base from "../../jest.config.js";
import { isolated } from "../runner/isolated.cjs";

/** @type {import("jest").Config} */
export default {
  ...base,
  ...isolated,
  rootDir: fileURLToPath(new URL("../..", import.meta.url)),
  roots: ["<rootDir>/test/policies"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/policies/harness/set-up.ts",
  // A bound on hanging, not a claim about speed.
  testTimeout: 120_000,
};
