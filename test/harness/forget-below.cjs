// Loaded by Node's own `require`, as everything is that is neither a test nor TypeScript that helps one: its cache is the one that all tests of a worker share.
const { sep } = require("node:path");

exports.forgetBelow = (folder) => {
  for (const path of Object.keys(require.cache)) if (path.startsWith(`${folder}${sep}`)) delete require.cache[path];
};
