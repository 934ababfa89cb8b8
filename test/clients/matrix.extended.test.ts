import { describeMatrix } from "./matrix.js";

describeMatrix(160, { axios: 64, got: 78, ky: 30, ofetch: 89, superagent: 35 });
