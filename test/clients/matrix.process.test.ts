import { describeMatrix } from "./matrix.js";

describeMatrix(15, { axios: 9, got: 9, ky: 2, ofetch: 6, superagent: 3 });
