export const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
