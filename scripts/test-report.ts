/** What the reports of the two runners say: how many tests passed, and which did not. */
import { stripVTControlCharacters } from 'node:util';

/** A test that did not pass, as a person finds it again. */
export interface Failure {
  /** Relative to the project's folder. */
  file: string;
  title: string;
  /** First line of what was wrong. */
  message: string;
}

/** Title of a failure that is no test's: the file could not be loaded. */
export const THE_FILE = 'the file itself';

export interface Report {
  passed: number;
  failures: Failure[];
  skipped: string[];
}

interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; file: string; tests: { status: string; results: { error?: { message?: string } }[] }[] }[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

const firstLine = (text: string | undefined): string =>
  stripVTControlCharacters(text ?? '')
    .trim()
    .split('\n')[0] ?? '';

export function readVitest(json: string, root: string): Report {
  const { numPassedTests, testResults } = JSON.parse(json) as VitestReport;
  const report: Report = { passed: numPassedTests, failures: [], skipped: [] };
  for (const suite of testResults) {
    const file = suite.name.startsWith(root) ? suite.name.slice(root.length + 1).replaceAll('\\', '/') : suite.name;
    const failed = suite.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed) report.failures.push({ file, title: test.fullName, message: firstLine(test.failureMessages[0]) });
    if (suite.status === 'failed' && failed.length === 0)
      report.failures.push({ file, title: THE_FILE, message: firstLine(suite.message) });
    for (const test of suite.assertionResults) if (test.status !== 'passed' && test.status !== 'failed') report.skipped.push(test.fullName);
  }
  return report;
}

export function readPlaywright(json: string): Report {
  const { suites, errors } = JSON.parse(json) as PlaywrightReport;
  const report: Report = { passed: 0, failures: [], skipped: [] };
  const visit = (suite: PlaywrightSuite): void => {
    for (const inner of suite.suites ?? []) visit(inner);
    for (const spec of suite.specs)
      for (const test of spec.tests) {
        if (test.status === 'expected') report.passed += 1;
        else if (test.status === 'skipped') report.skipped.push(spec.title);
        else {
          const message = test.results.find((result) => result.error)?.error?.message;
          report.failures.push({ file: spec.file, title: spec.title, message: firstLine(message) });
        }
      }
  };
  for (const suite of suites) visit(suite);
  for (const error of errors) report.failures.push({ file: 'playwright.config.ts', title: THE_FILE, message: firstLine(error.message) });
  return report;
}
