export default ({ putText, putBytes, putBlob, get }) => ({
  put: async () => {
    await putText("text", "one");
    await putBytes("bytes", "two");
    await putBlob("blob", "three");
  },
  get: () => Promise.all(["text", "bytes", "blob"].map((key) => get(key))),
});
