/** Keys may hold letters, digits and - _ / = . only, so addresses go in as base64url. */
export default function keyFor(kind: string, address: string): string {
  return `${kind}/${Buffer.from(address).toString("base64url")}`;
}
