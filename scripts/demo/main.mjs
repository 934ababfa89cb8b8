// The demo (`npm run demo`, after setup and build): the sample application before and after the codemod, against a
// loopback server that behaves as Telnyx KV does. Ends with exit code 1 if anything is not as it should be.
import { applicationDir, copyApplication } from "./application.mjs";
import { createChecks } from "./checks.mjs";
import { runCodemod, typeCheck } from "./codemod.mjs";
import { checkComparison, checkLegacy, printComparison, printLegacy } from "./comparison.mjs";
import { lint } from "./lint.mjs";
import { dim, heading, paragraph, printBlock, printDiff, printFindings } from "./print.mjs";
import { runApplication } from "./run-application.mjs";

process.once("uncaughtException", (error) => {
  // The stack only: ESLint hangs a whole syntax tree on its errors.
  console.error(`demo: ${error instanceof Error ? error.stack : error}`);
  process.exit(2);
});

const MISTAKEN = ["src/codes.ts", "src/devices.ts", "src/rates.ts", "src/sessions.ts"];
const { check, finish } = createChecks();

heading("The problem");
paragraph(
  "examples/session-service keeps sessions, one-time codes, device tokens and cached rates in Telnyx KV, and sends",
  "expiration_ttl, expiration or metadata along with each write. KV stores a request body as it is and reads no field in",
  "it, and the edge binding drops such options. There is no error and no warning, and nothing ever expires.",
);

heading("1. What ESLint reports on it");
const findings = await lint(applicationDir);
printFindings(findings);
for (const file of MISTAKEN)
  check(
    `ESLint reports ${file}`,
    findings.some((finding) => finding.file === file),
  );
check(
  "ESLint leaves src/flags.ts alone, which writes to Cloudflare",
  !findings.some(({ file }) => file === "src/flags.ts"),
);

const copy = await copyApplication();
// A stopped demo leaves no folder behind either.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => void copy.remove().then(() => process.exit(130)));
try {
  heading("2. What the codemod would change in it: kv-envelope (a dry run, on a copy)");
  const dryRun = runCodemod(copy.dir);
  printDiff(dryRun.stdout);
  printBlock(dryRun.stderr);
  check("the dry run ends with exit code 1: something remains to be done", dryRun.status === 1);
  check("the dry run changes no file", copy.changedFiles().length === 0);

  const old = await runApplication(copy.dir);

  heading("3. The codemod changes the copy: kv-envelope --write");
  const write = runCodemod(copy.dir, "--write");
  printBlock(write.stdout + write.stderr);
  printBlock(dim(`git status: ${copy.changedFiles().join("  ")}`));
  check("--write ends with exit code 0: nothing remains to be done", write.status === 0);
  check("--write changes the mistaken files and no other", MISTAKEN.join() === copy.changedFiles().join());
  const types = typeCheck(copy.dir);
  printBlock(types.stdout);
  check("the changed application type-checks", types.status === 0);
  const written = copy.diff();
  const second = runCodemod(copy.dir, "--write", "--allow-dirty");
  check("a second run finds nothing to do", second.status === 0 && copy.diff() === written);

  const migrated = await runApplication(copy.dir);
  heading("4. The application before and after, its clock moved");
  printComparison(old, migrated);
  checkComparison(check, old, migrated);

  const legacy = await runApplication(copy.dir, old);
  heading("5. What the application had stored before, read by the changed one");
  printLegacy(legacy);
  checkLegacy(check, old, legacy);

  heading("6. ESLint on the changed copy");
  const left = await lint(copy.dir);
  printFindings(left);
  check("ESLint reports nothing after the codemod", left.length === 0);
} finally {
  await copy.remove();
}

process.exitCode = finish();
