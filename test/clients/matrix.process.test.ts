import { describeMatrix } from "./matrix.js";

describeMatrix(15, { axios: 3, got: 2, ky: 1, ofetch: 5, superagent: 3 });
