// Loads what tests judge by Node's own `require`, once in a worker: jest would evaluate its 1,600 modules anew for each of some 300 files.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { transformSync } = require("@swc/core");
const { typescript } = require("./typescript.cjs");

const wholeLibrary = join(__dirname, "../../index.ts");

/** Where each line came from, by the file: read when something fails. */
const sourceMaps = new Map();

Module._extensions[".ts"] = (module, filename) => {
  const source = readFileSync(filename, "utf8");
  const { code, map } = transformSync(source, { ...typescript, filename, swcrc: false, sourceMaps: true });
  sourceMaps.set(filename, map);
  module._compile(code, filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...others) =>
  request === "bestek" ? wholeLibrary : resolveFilename(request, ...others);

/** The line of a stack as its file is written. */
const placeAsWritten = (place, filename, line, column) => {
  const map = sourceMaps.get(filename);
  if (map === undefined) return place;
  const { originalLine, originalColumn } = new Module.SourceMap(JSON.parse(map)).findEntry(line - 1, column - 1);
  return originalLine === undefined ? place : `${filename}:${originalLine + 1}:${originalColumn + 1}`;
};

module.exports = {
  load: (path) => require(path),
  stackAsWritten: (stack) =>
    stack.replace(/(\/[^\s():]+\.ts):(\d+):(\d+)/g, (place, filename, line, column) =>
      placeAsWritten(place, filename, Number(line), Number(column)),
    ),
};
