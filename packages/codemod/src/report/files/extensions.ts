import { extname } from "node:path";

/** What a report can be; none of them is a source, so that a report is never migrated. */
export const REPORT_EXTENSIONS = [".html", ".md", ".sarif", ".json"] as const;
export type ReportExtension = (typeof REPORT_EXTENSIONS)[number];

/** The form that a report file's name asks for. */
export const reportExtension = (path: string): ReportExtension | undefined =>
  REPORT_EXTENSIONS.find((each) => each === extname(path).toLowerCase());

export const isReportFile = (path: string): boolean => reportExtension(path) !== undefined;
