const { typescript } = require("./typescript.cjs");

/**
 * Settings of tiers that start servers: each file evaluates its own modules, as jest does by itself. They are few files, and what prepares them loads
 * what is judged before there is a worker to share it.
 */
exports.isolated = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", typescript] },
  transformIgnorePatterns: ["/node_modules/"],
};
