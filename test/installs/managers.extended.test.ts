// Each package manager installs the tarballs as a user would: the command migrates a program, and the program runs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packInto, type Tarballs } from "../support/tarballs.js";
import { expectMigration } from "./migrates.js";
import { commandOf, folderFor, Installed, MANAGERS, removeAll } from "./managers.js";
import { filesOf, PRINTED } from "./project.js";

let tarballs: Tarballs;
beforeAll(() => {
  tarballs = packInto(folderFor("tarballs"));
});
afterAll(removeAll);

describe("installed by", () => {
  it.for(Object.entries(MANAGERS))(
    "%s, the codemod migrates and the runtime runs",
    ([name, manager], { skip }) => {
      const command = commandOf(manager);
      if (command instanceof Error) {
        console.warn(`${name} is not tried, as it can't be had on this machine: ${command.message}`);
        return skip(`can't be had on this machine: ${command.message}`);
      }
      const project = new Installed(manager, command);
      const { codemod, runtime } = tarballs;
      project.install(filesOf({ codemod, runtime }));
      expectMigration(project);
      expect(project.module("check.mjs")).toEqual({ code: 0, stdout: PRINTED, stderr: "" });
    },
  );
});
