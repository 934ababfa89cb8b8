// @ts-check
// Which file may import which. `npm run lint` asks it, types included.

/** The detector's rooms, the lowest first: each imports those before it and none after it. */
const ROOMS = ["syntax", "types", "flow", "eval", "http", "kv", "rewrite", "repair", "reach", "rules", "cli"];

const DETECTOR = "^packages/detector/src/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circles",
      comment:
        "Evaluating an expression takes its members, calls and parameters, and they take evaluating: all of that is one circle, through the resolver. There is no other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { pathNot: `${DETECTOR}eval/resolver\\.ts$` } },
    },
    ...ROOMS.map((room, position) => ({
      name: `arrows-of-${room}`,
      comment: `The detector's arrows go downwards: ${ROOMS.toReversed().join(" → ")}.`,
      severity: /** @type {const} */ ("error"),
      from: { path: `${DETECTOR}${room}/` },
      to: { path: DETECTOR, pathNot: `${DETECTOR}(?:${ROOMS.slice(0, position + 1).join("|")})/` },
    })),
    {
      name: "every-room-is-listed",
      comment: "Beside the faces, the detector's files stand in one of the rooms listed here.",
      severity: "error",
      from: { path: DETECTOR, pathNot: `${DETECTOR}(?:(?:index|evidence)\\.ts$|(?:${ROOMS.join("|")})/)` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(?:dist|fixtures|programs)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".mjs", ".cjs", ".json"] },
  },
};
