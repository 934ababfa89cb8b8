import { Linter } from "eslint";
import { expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

// Values that are defined by themselves, as lists, parsers and builders are in ordinary code: a rule
// that fails on one of them takes the whole lint run with it. The comment passes the prefilter.
it.each([
  'let a = b(); a = a.next(); a.put("x");',
  'let a = { n() { return a; } }; a = a.n(); a.put("x");',
  'let a = { n: {} }; a = a.n; a.put("x");',
  "let body = { value }; body = { ...body, ttl: 1 }; fetch(url, { method: 'PUT', body: f(body.value) });",
  "function f(n) { let r = n; r = f(r.a)(f(r.b)); return r; } fetch(f({}), { method: 'PUT' });",
  "class A { constructor() { this.x = this.y(); } y() { return this.x.y(); } } fetch(new A().y(), { method: 'PUT' });",
  "class A { a(x) { return this.b(x); } b(x) { return this.a(x); } c() { fetch(this.a(1), { method: 'PUT' }); } }",
  "const a = () => b(); const b = () => a(); fetch(a(), { method: 'PUT', body: b() });",
  "let url = `${url}/keys/${url}`; fetch(url, { method: 'PUT', body: JSON.stringify(url) });",
])("ends, without a finding: %s", (code) => {
  expect(new Linter().verify(`// kvs ttl\n${code}`, [plugin.configs.recommended])).toEqual([]);
});
