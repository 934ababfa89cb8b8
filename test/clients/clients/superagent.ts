import { direct, handlers, type ClientParts } from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

export const SUPERAGENT: ClientParts = {
  name: "superagent",
  separator: "",
  imports: ['import superagent from "superagent";'],
  forms: [
    {
      name: "superagent",
      instance: "superagent",
      make: () => "",
      read: (options) => `superagent.get(url(key)).set(headers)${options}`,
      write: (payload) => `await superagent.put(url(key)).set(headers).send(${payload});`,
    },
    {
      name: "agent",
      instance: "agent",
      make: () => "const agent = superagent.agent().set(headers);",
      read: (options) => `agent.get(url(key))${options}`,
      write: (payload) => `await agent.put(url(key)).type("json").send(${payload});`,
    },
    {
      name: "superagent itself",
      instance: "superagent",
      make: () => "",
      read: (options) => `superagent(url(key)).set(headers)${options}`,
      write: (payload) => `await superagent("PUT", url(key)).set(headers).send(${payload});`,
    },
  ],
  modes: [
    { name: "body", lenient: false, body: direct((read) => `(await ${read}).body`) },
    { name: "text", lenient: false, body: direct((read) => `JSON.parse((await ${read}).text)`) },
    {
      name: "pattern",
      lenient: false,
      body: (read, _lenience, take) => `const { body } = await ${read};\n    ${take("body")}`,
    },
    {
      name: "then",
      lenient: false,
      body: (read, _lenience, take) => `return await ${read}.then((res) => { ${take("res.body")} });`,
    },
    {
      name: "end",
      lenient: false,
      body: (read, _lenience, take) =>
        `return await new Promise((resolve, reject) => {
      ${read}.end((error, res) => {
        if (error) return reject(error);
        const taken = () => { ${take("res.body")} };
        resolve(taken());
      });
    });`,
    },
  ],
  throwing: handlers(
    undefined,
    CATCH_ALL,
    RETHROWN,
    statusCatch("error.status"),
    statusCatch("error.response?.status"),
    bodyCatch("error.response?.body"),
    { name: "by notFound", text: "if (error.response?.notFound) return null;\n    throw error;" },
  ),
  lenient: [],
  extras: [
    { name: "accept", options: '.accept("json")' },
    { name: "ok", options: ".ok(() => true)" },
    {
      name: "parse",
      options:
        '.buffer(true).parse((res, done) => { let text = ""; res.on("data", (chunk) => { text += chunk; }); res.on("end", () => done(null, { value: [JSON.parse(text).value] })); })',
    },
    { name: "use", options: '.use((request) => { request.set("x-trace", "1"); })' },
  ],
};
