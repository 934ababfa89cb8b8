// Made at most once an hour, by whichever instance comes first, and anew when somebody renews "rates".
import { unstable_cache } from "next/cache";

export const revalidate = 3600;

const rates = unstable_cache(async () => ({ madeAt: Date.now() }), ["rates"], { tags: ["rates"] });

export default async function Page() {
  const { madeAt } = await rates();
  return <p>{`made at ${madeAt}.`}</p>;
}
