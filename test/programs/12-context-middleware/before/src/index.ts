import type { Variables } from "./env.ts";
import { kv } from "./middleware/kv.ts";
import { throttle } from "./middleware/throttle.ts";
import { carts } from "./routes/carts.ts";
import coupons from "./routes/coupons.ts";
import { App } from "./web/app.ts";

const app = new App<Variables>();

app.use("*", kv());
app.use("*", throttle(100));
app.get("/health", (c) => c.text("ok"));
app.route("/carts", carts);
app.route("/coupons", coupons);

export default app;
