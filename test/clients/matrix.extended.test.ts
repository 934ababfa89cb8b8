import { describeMatrix } from "./matrix.js";

describeMatrix(160, { axios: 33, got: 41, ky: 20, ofetch: 74, superagent: 34 });
