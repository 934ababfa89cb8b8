import axios from 'axios';

export const http = axios.create({
  baseURL: 'https://api.telnyx.com/v2',
  timeout: 10_000,
});

http.interceptors.request.use((config) => {
  config.headers.set('Authorization', `Bearer ${process.env.TELNYX_API_KEY}`);
  return config;
});
