/** The forms of `--format`, beside the plain text. */
export const FORMATS = ["github"] as const;
export type ReportFormat = (typeof FORMATS)[number];

export const isFormat = (text: string): text is ReportFormat => FORMATS.some((each) => each === text);
