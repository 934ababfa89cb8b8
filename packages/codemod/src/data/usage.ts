/** What `kv-envelope data --help` prints. */
export const dataUsage = `kv-envelope data scan    --namespace <id>                 what a namespace holds
kv-envelope data repair  --namespace <id> --ttl-from <…>  rewrap legacy payloads as envelopes
kv-envelope data sweep   --namespace <id>                 delete expired envelopes
kv-envelope data restore <backup> --namespace <id>        give back what repair or sweep changed
kv-envelope data probe   --namespace <id>                 does the service expire its keys itself?

Looks through the entries of a Telnyx KV namespace. The API key is read from the environment,
TELNYX_API_KEY, and is never shown. repair, sweep and restore ask before they write; each entry is
in the backup file, on the disk, before it is changed. A run that was interrupted is resumed by the
same command.

  --namespace <id>        the namespace's id (not its name)
  --prefix <text>         only keys that begin with this
  --ttl-from now          repair: a ttl counts from now; without one the payload's own expiration
  --ttl-from field        repair: the payload's own expiration; without one its ttl, counted from
                          when the service says that the entry was written
  --ttl-from drop         repair: envelopes without expiry
  --move-colons           repair: also move keys with : (which the service refuses today) to keys
                          with /, where there is none yet
  --dry-run               only say what would be done
  --yes                   do not ask: for scripts
  --backup <file>         the backup (default: a new file in .kv-envelope/data, which git ignores)
  --rate <n>              requests in a second at most (default: as many as go)
  --concurrency <n>       requests at the same time, 1 to 64 (default: 8)
  --base-url <url>        where the API is (default: https://api.telnyx.com)
  --json                  one JSON object instead of text
  -h, --help              this text

probe writes one key of its own that is to live for a second, waits for it to go, and deletes it.

Exit code: 0 nothing remains to be done (for probe: server expiry works); 1 something remains
(legacy payloads, or expired envelopes for sweep; entries that were left or failed); 2 the command
line is wrong, or the service could not be asked.
`;
