const { typescript } = require("./test/runner/typescript.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/runner/one-realm.cjs",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: [
    "/node_modules/",
    "<rootDir>/test/live/",
    "<rootDir>/test/terraform/",
    "<rootDir>/test/policies/",
  ],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/out"],
  moduleNameMapper: { "^bestek$": "<rootDir>/index.ts" },
  transform: {
    "^(?!.*/node_modules/).*/test/.+\\.ts$": ["@swc/jest", typescript],
    // Everything that is no test, dependencies too, is loaded once in a worker.
    "\\.(?:ts|[cm]?js)$": "<rootDir>/test/runner/delegate.cjs",
  },
  // What jest itself loads into the environment of a test stays its own.
  transformIgnorePatterns: ["/node_modules/(?:jest|jest-[^/]+|@jest|expect|@swc)/", "/test/runner/"],
  globalSetup: "<rootDir>/test/harness/set-up.ts",
  globalTeardown: "<rootDir>/test/harness/tear-down.ts",
  setupFiles: ["<rootDir>/test/setup.ts"],
  // A bound on hanging, not a claim about speed: tests that start programs share the machine with others.
  testTimeout: 60_000,
  // Left to itself jest keeps a core for watching, which halves the speed of a machine with two.
  maxWorkers: "100%",
  // What one file holds is let go only with its worker; a new one has loaded what it needs within seconds.
  workerIdleMemoryLimit: "1500MB",
};
