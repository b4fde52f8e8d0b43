/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
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
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  globalSetup: "<rootDir>/test/harness/set-up.ts",
  globalTeardown: "<rootDir>/test/harness/tear-down.ts",
  setupFiles: ["<rootDir>/test/setup.ts"],
  // A bound on hanging, not a claim about speed: tests that start programs share the machine with others.
  testTimeout: 60_000,
  // Left to itself jest keeps a core for watching, which halves the speed of a machine with two.
  maxWorkers: "100%",
};
