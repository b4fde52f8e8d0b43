// Makes of a module that is no test a reference to the one that all tests of a worker share.
const { createHash } = require("node:crypto");

const sharedModules = JSON.stringify(require.resolve("./shared-modules.cjs"));

/** What jest itself loads before a worker has its environment finds the modules by their path. */
const reference = (path) =>
  `module.exports = (globalThis[Symbol.for("bestek.shared-modules")] ?? require(${sharedModules})).load(${JSON.stringify(path)});`;

module.exports = {
  process: (_source, path) => ({ code: reference(path) }),
  getCacheKey: (_source, path) => createHash("sha256").update(reference(path)).digest("hex"),
};
