import { describeMatrix } from "./matrix.js";

describeMatrix(15, { axios: 3, got: 2, ky: 2, ofetch: 6, superagent: 3 });
