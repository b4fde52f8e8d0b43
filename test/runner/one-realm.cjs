// An environment of jest that runs tests in the realm of what they judge, so that an Error and an array are the same on both sides.
const vm = require("node:vm");
const { ModuleMocker } = require("jest-mock");
const sharedModules = require("./shared-modules.cjs");

globalThis[Symbol.for("bestek.shared-modules")] = sharedModules;

const contexts = new WeakSet();
const { compileFunction } = vm;

// jest compiles for the context that its environment names; there is no other way to have it take the one it runs in.
vm.compileFunction = (code, parameters, options) => {
  if (!contexts.has(options?.parsingContext)) return compileFunction(code, parameters, options);
  return compileFunction(code, parameters, { filename: options.filename });
};

const failures = ["test_fn_failure", "hook_failure", "error"];

module.exports = class OneRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;
  context = vm.createContext();

  constructor() {
    contexts.add(this.context);
  }

  setup() {
    this.variables = { ...process.env };
  }

  /** What one file sets no other finds. */
  teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.variables)) delete process.env[name];
    Object.assign(process.env, this.variables);
    process.exitCode = undefined;
    this.context = null;
  }

  handleTestEvent({ name, error }) {
    if (failures.includes(name) && typeof error?.stack === "string")
      error.stack = sharedModules.stackAsWritten(error.stack);
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return this.context;
  }
};
