// How what was read is opened, at whatever height that happens.
import { indented } from "./format.js";
import { isTypeScript, type Guard, type Missing, type Spec, type Unpack } from "./spec.js";

/** The check for a missing key, of the variable `name`; it is thrown for where nothing else stands for it. */
const guarded = (name: string, missing: Missing, guard: Guard): string => {
  if (missing === "throw") return "";
  return `if (${guard === "falsy" ? `!${name}` : `${name} === ${missing}`}) return ${missing};\n`;
};

/** Opens the promise `expression` of what the function below gave: text, or with `parsed` what the client parsed from it. */
export function openBelow(
  expression: string,
  { unpack, missing, parsed, guard }: Pick<Spec, "unpack" | "missing" | "parsed" | "guard">,
): string {
  const data = parsed ? "raw" : "JSON.parse(raw)";
  if (unpack === "text" || (unpack === "parse" && parsed)) return `return ${expression};`;
  if (unpack === "then") {
    const body = missing === "throw" ? `${data}.value` : `(raw === ${missing} ? ${missing} : ${data}.value)`;
    return `return ${expression}.then((raw) => ${body});`;
  }
  if (unpack === "member" && guard === "conditional" && missing !== "throw") {
    return `const raw = await ${expression};\nreturn raw === ${missing} ? ${missing} : ${data}.value;`;
  }
  const head = `const raw = await ${expression};\n${guarded("raw", missing, guard)}`;
  switch (unpack) {
    case "member":
      return `${head}return ${data}.value;`;
    case "destructure":
      return `${head}const { value } = ${data};\nreturn value;`;
    case "variable":
      return `${head}const entry = ${data};\nreturn entry.value;`;
    case "parse":
      return `${head}return ${data};`;
  }
}

/** What is done with the response that the promise `expression` is for; `body` knows it as `res`. */
export const withResponse = (expression: string, body: string, { response }: Spec): string =>
  response === "awaited"
    ? `const res = await ${expression};\n${body}`
    : `return ${expression}.then(async (res) => {\n${indented(body)}\n});`;

/** Opens the `Response` in the variable `res`. */
export function openResponse(unpack: Unpack, spec: Spec): string {
  switch (unpack) {
    case "member":
      return "return (await res.json()).value;";
    case "destructure":
      return "const { value } = await res.json();\nreturn value;";
    case "then":
      return "return res.json().then((data) => data.value);";
    case "variable":
      if (spec.guard === "equal") return "const data = JSON.parse(await res.text());\nreturn data.value;";
      return `const data = ${isTypeScript(spec) ? "(await res.json()) as { value: unknown }" : "await res.json()"};\nreturn data.value;`;
    case "parse":
      return "return res.json();";
    case "text":
      return "return res.text();";
  }
}

/** What the raw read does about a response that is no entry; `res` is the response. */
export function missingResponse(missing: Missing, test: "404" | "ok"): string {
  const fail = "if (!res.ok) throw new Error(`KV read failed: ${res.status}`);\n";
  if (missing === "throw") return fail;
  return test === "ok"
    ? `if (!res.ok) return ${missing};\n`
    : `if (res.status === 404) return ${missing};\n${fail}`;
}
