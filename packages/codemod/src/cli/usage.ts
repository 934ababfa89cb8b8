/** What `--help` prints. */
export const usage = `kv-envelope [paths…] [options]
kv-envelope undo          give the files that the last --write changed the bytes they had before
kv-envelope merge-reports <reports…>
                          join the JSON reports of all shards of a run (see --shard); takes
                          --report, --json, --check and --no-color
kv-envelope data …        scan, repair, sweep or restore what is stored (see data --help)

Finds Telnyx KV writes whose expiry or metadata fields are only stored, never applied, and
rewrites them and their reads to expiry envelopes. Without --write nothing is changed: the run
shows a unified diff of what it would do.

paths                   files and directories under the current directory (default: all of it);
                        what git ignores and node_modules are left out

  --write               apply the rewrite; refused when git has uncommitted changes
  --interactive         ask about one finding after the other, then write what was chosen
  --allow-dirty         with --write: apply it all the same
  --allow-partial       rewrite writes although a read of their store can't be rewritten: that
                        read meets envelopes from then on
  --phase <phase>       reads: only make the reads tolerant; writes: rewrite the writes, where all
                        reads of their store are tolerant; all (default): both in one go
  --expiry <remedy>     envelope (default): a ttl becomes an expiry envelope, which the reads check;
                        server: it moves to where the service honours it, and no read changes
  --check               one line a finding instead of the diff, for CI:
                        file:line:column kind fields status reason
  --json                one JSON object instead of text
  --ignore <glob>       leave matching files out (.gitignore syntax); may be repeated
  --since <rev>         only files that differ from a commit, and all that import them
  --staged              only staged files, for a pre-commit hook; a file that is staged in part is
                        not changed. The whole program is looked at with both
  --shard <i/n>         report only the i-th of n parts of the files, for CI on n machines; not with
                        --write. Each looks at the whole program
  --config <file>       JSON settings (default: kv-envelope.config.json, if there)
  --emit-settings <file>
                        write settings["kv-envelope"] with the writers and readers that were
                        found: ESLint sees new writes through them, one file at a time; what an
                        earlier run wrote is replaced with --write alone
  --report <file>       also write a report, in a dry run too: .html (a page to look at), .md (for a
                        pull request), .sarif (code scanning) or .json; may be repeated
  --helpers package     rewritten code imports @kv-envelope/runtime (default)
  --helpers file=PATH   write the helpers into one file of your own instead, and import that;
                        PATH ends in .ts, .mts, .js, .mjs or .cjs
  --format              also run your own Prettier or Biome over the files that are rewritten, as
                        far as they were formatted before; executes its configuration and plugins
  --no-color            no colours, as with NO_COLOR; FORCE_COLOR=1 for colours in a pipe
  -h, --help            this text
  -v, --version         the version

Exit code: 0 nothing remains to be done; 1 something remains (a dry run has edits, findings
or reads were left, files failed); 2 the command line or the configuration is wrong; 3 an
internal error; 130 or 143 ended by Ctrl-C or SIGTERM, which stop --write between two stores.
`;
