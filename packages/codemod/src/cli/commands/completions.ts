import { COMMANDS, commandsBelow, SHELLS } from "./commands.js";
import type { Command, Shell } from "./commands.js";
import type { OptionSpec } from "./option-spec.js";

export const isShell = (text: string): text is Shell => SHELLS.some((each) => each === text);

/** The script that completes the command line in a shell, made from the table of commands. */
export function completionsFor(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

const typedAfter = ({ name }: Command): string => name.split(" ").at(-1) ?? "";

/** The options as they are typed. */
const flagsOf = ({ options }: Command): string[] =>
  Object.entries<OptionSpec>(options).flatMap(([name, { short }]) => [
    `--${name}`,
    ...(short === undefined ? [] : [`-${short}`]),
  ]);

/** What can stand where no option does: the commands below, and words of the command's own. */
const wordsOf = (command: Command): readonly string[] => {
  const below = commandsBelow(command).map(typedAfter);
  return below.length > 0 ? below : typeof command.positional === "object" ? command.positional : [];
};

/** What the value of an option can be: the same for an option of that name, whatever the command. */
function valueKinds(): { name: string; choices: readonly string[] | undefined; isFile: boolean }[] {
  const all = new Map(COMMANDS.flatMap(({ options }) => Object.entries<OptionSpec>(options)));
  return [...all].flatMap(([name, { type, choices, completes }]) =>
    type === "boolean" ? [] : [{ name, choices, isFile: completes === "file" }],
  );
}

/** By the name: what a word can be after the options of a command; `data` and what is below it first. */
const byName = (): readonly Command[] => [...COMMANDS].sort((a, b) => b.name.length - a.name.length);

/** A text in single quotes, as a shell reads it. */
const quoted = (text: string, quote: string = String.raw`'\''`): string => `'${text.replaceAll("'", quote)}'`;

/** The part that bash and zsh share: the command that is typed, by the words before the one that is completed. */
const findCommand = `  for each in "\${typed[@]}"; do
    case "\${command:+$command }$each" in
      ${COMMANDS.flatMap(({ name }) => (name === "" ? [] : [quoted(name)])).join("|")}) command="\${command:+$command }$each";;
    esac
  done`;

function bash(): string {
  const values = valueKinds().map(({ name, choices, isFile }) => {
    const reply =
      choices !== undefined
        ? `COMPREPLY=($(compgen -W ${quoted(choices.join(" "))} -- "$word"))`
        : isFile
          ? 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$word"))'
          : "COMPREPLY=()";
    return `    --${name}) ${reply}; return;;`;
  });
  const commands = byName().map(
    (command) =>
      `    ${quoted(command.name)}) words=${quoted(wordsOf(command).join(" "))} flags=${quoted(flagsOf(command).join(" "))} files=${quoted(command.positional === "file" ? "1" : "")};;`,
  );
  return `# bash completions of kv-envelope: source <(kv-envelope completions bash)
_kv_envelope() {
  local word=\${COMP_WORDS[COMP_CWORD]} command="" words flags files each
  local typed=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
${findCommand}
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${values.join("\n")}
  esac
  case "$command" in
${commands.join("\n")}
  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [[ -n $files ]]; then compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$word")); fi
}
complete -F _kv_envelope kv-envelope
`;
}

function zsh(): string {
  const list = (texts: readonly string[]): string => `(${texts.map((text) => quoted(text)).join(" ")})`;
  const values = valueKinds().map(({ name, choices, isFile }) => {
    const reply = choices !== undefined ? `compadd -S '' -- ${choices.join(" ")}` : isFile ? "_files" : ":";
    return `    --${name}) ${reply}; return;;`;
  });
  const commands = byName().map(
    (command) =>
      `    ${quoted(command.name)}) names=${list(wordsOf(command))} flags=${list(flagsOf(command))} files=${quoted(command.positional === "file" ? "1" : "")};;`,
  );
  return `#compdef kv-envelope
# zsh completions of kv-envelope: source <(kv-envelope completions zsh)
_kv_envelope() {
  local command="" each files
  local -a names flags typed
  typed=("\${(@)words[2,CURRENT-1]}")
${findCommand}
  case "\${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$command" in
${commands.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then compadd -- $flags; return; fi
  (( $#names )) && compadd -- $names
  [[ -n $files ]] && _files
  return 0
}
compdef _kv_envelope kv-envelope
`;
}

function fish(): string {
  const lines = byName().flatMap((command) => {
    const parts = command.name.split(" ").filter((part) => part !== "");
    const below = commandsBelow(command).map(typedAfter);
    const condition = [
      ...parts.map((part) => `__fish_seen_subcommand_from ${part}`),
      ...(below.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(" ")}`] : []),
    ].join("; and ");
    const head = `complete -c kv-envelope${condition === "" ? "" : ` -n ${quoted(condition, String.raw`\'`)}`}`;
    return [
      ...(command.positional === "file" ? [`${head} -F`] : [`${head} -f`]),
      ...(wordsOf(command).length === 0 ? [] : [`${head} -a ${quoted(wordsOf(command).join(" "), "")}`]),
      ...Object.entries<OptionSpec>(command.options).map(
        ([name, { short, type, choices, completes, help }]) =>
          `${head} -l ${name}${short === undefined ? "" : ` -s ${short}`}${type === "boolean" ? "" : choices !== undefined ? ` -x -a ${quoted(choices.join(" "), "")}` : completes === "file" ? " -r -F" : " -x"} -d ${quoted(help, String.raw`\'`)}`,
      ),
    ];
  });
  return `# fish completions of kv-envelope: kv-envelope completions fish | source\n${lines.join("\n")}\n`;
}
