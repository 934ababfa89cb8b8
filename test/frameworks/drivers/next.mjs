export default ({ GET, savePost, CacheHandler }) => {
  const cache = new CacheHandler();
  return {
    put: async () => {
      const form = new FormData();
      form.set("slug", "a");
      form.set("text", "first");
      // What Next.js keeps for a request is not there.
      await savePost(form).catch(() => undefined);
      await cache.set("home", { html: "<p>" }, { revalidate: 60 });
    },
    get: async () => {
      const response = await GET(new Request("http://localhost"), { params: Promise.resolve({ slug: "a" }) });
      return [response.status, await response.json(), await cache.get("home")];
    },
  };
};
