/** How a test, and what it judges, becomes JavaScript. */
module.exports = {
  typescript: { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
};
