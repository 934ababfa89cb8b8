export default ({ router }, { NOTES }) => {
  const caller = router.createCaller({ user: "ada", notes: NOTES });
  return { put: () => caller.save("a note"), get: () => caller.load() };
};
