export default {
  put: async (key, body) => sessionStorage.setItem(key, body),
  get: async (key) => sessionStorage.getItem(key),
};
