/** How declarations are built. Their types are checked by `npm run typecheck`, together with all other code. */
export const declarations = { ignoreDeprecations: "6.0", noCheck: true };
