import { DAY, HOUR, MINUTE, NOW, SECOND, after, call, construct, envelope, left, stored, type Scenario } from "../../scenario.js";

const article = { title: "T", metadata: { tags: [] } };

export default {
  lines: [
    call("saveArticle", "1", article),
    call("saveCard", "1", "4111", "12/30"),
    call("saveDraft", "1", "text"),
    stored({ "article/1": JSON.stringify(article), "card/1": '{"number":"4111","expiration":"12/30"}', "draft/1": envelope("text", NOW + 10 * MINUTE) }),
    call("article", "1").gives(article),
    call("draft", "1").gives("text"),
    call("saveToken", "1", '{"value":"mine","metadata":{}}'),
    call("token", "1").gives('{"value":"mine","metadata":{}}'),
    after(11 * MINUTE),
    call("draft", "1").gives(null),
    call("article", "1").gives(article),
    call("token", "1").gives(null),
  ],
} satisfies Scenario;
