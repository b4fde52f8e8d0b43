// What jest's reports say of files of tests: `failed REPORT` prints the files that failed, `joined REPORT LATER` both reports' counts where the later one's
// files stand for themselves.
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [what, ...paths] = process.argv.slice(2);
const [first, later = { testResults: [] }] = paths.map(read);
// A file of which a test was left out, for its sample has nothing of the kind, is neither "passed" nor "failed".
const hasFailed = ({ status }) => status === "failed";

switch (what) {
  case "failed": {
    const files = first.testResults.filter(hasFailed).map(({ name }) => `${name}\n`);
    process.stdout.write(files.join(""));
    break;
  }
  case "joined": {
    const again = new Set(later.testResults.map(({ name }) => name));
    const files = [...first.testResults.filter(({ name }) => !again.has(name)), ...later.testResults];
    const count = (wanted) =>
      files.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted).length;
    // A file that could not be run at all has no tests that failed.
    const broken = files.filter((file) => hasFailed(file) && !file.assertionResults.some(hasFailed));
    const counts = { numPassedTests: count("passed"), numFailedTests: count("failed") + broken.length };
    process.stdout.write(JSON.stringify({ ...counts, testResults: files }));
    break;
  }
  default:
    process.stderr.write(`reports.mjs knows "failed" and "joined", not "${String(what)}"\n`);
    process.exitCode = 2;
}
