// The vocabulary of the generated sources.

export const SCOPE = "@acme";

export const KV_PACKAGE = "kv";

/** 39 packages beside the one that wraps KV. Those of `UI_PACKAGES` hold components, `SCRIPT_PACKAGES` plain JavaScript. */
export const PACKAGES = [
  "accounts", "analytics", "api-client", "audit", "auth", "billing", "calls", "campaigns", "carts", "catalog",
  "chat", "config", "contacts", "dashboard", "design-system", "devices", "dialer", "documents", "emails", "events",
  "exports", "forms", "gateway", "identity", "inbox", "invoices", "jobs", "logging", "messaging", "notifications",
  "numbers", "portal", "pricing", "queue", "reports", "scheduler", "search", "tools", "webhooks",
];

export const UI_PACKAGES = new Set(["campaigns", "chat", "dashboard", "design-system", "forms", "inbox", "portal"]);

export const SCRIPT_PACKAGES = new Set(["tools", "gateway"]);

export const AREAS = [
  "core", "domain", "http", "handlers", "services", "models", "adapters", "policies", "mappers", "validation",
  "queries", "commands", "views", "workflows", "internal", "shared", "settings", "observability", "import", "sync",
];

export const ENTITIES = [
  "account", "address", "agent", "attachment", "balance", "carrier", "channel", "contact", "contract", "conversation",
  "credit", "customer", "delivery", "device", "discount", "extension", "feature", "invoice", "job", "lead",
  "ledger", "message", "number", "order", "participant", "payment", "plan", "queue", "quote", "recording",
  "region", "route", "schedule", "segment", "session", "shipment", "subscription", "ticket", "transcript", "voicemail",
];

export const ROLES = [
  "builder", "client", "codec", "controller", "factory", "filter", "formatter", "guard", "index-entry", "list",
  "loader", "mapper", "monitor", "parser", "policy", "processor", "provider", "registry", "repository", "resolver",
  "selector", "serializer", "service", "summary", "validator", "view", "watcher",
];

export const FIELDS = [
  "accountId", "amountCents", "attempts", "callerName", "channel", "city", "comment", "country", "createdAt", "currency",
  "description", "direction", "displayName", "durationSeconds", "email", "endedAt", "externalId", "label", "lastSeen", "locale",
  "ownerId", "phoneNumber", "position", "priority", "quantity", "reason", "reference", "region", "status", "subject",
  "tags", "taxRate", "timeZone", "title", "total", "updatedAt", "url", "userAgent", "verified", "weight",
];

export const VERBS = ["apply", "assign", "calculate", "collect", "compare", "describe", "enrich", "filter", "group", "merge", "normalize", "prepare", "reconcile", "resolve", "sort", "summarize"];

export const STATES = ["active", "archived", "blocked", "cancelled", "completed", "draft", "expired", "failed", "pending", "queued", "ringing", "suspended"];

export const SENTENCES = [
  "Carriers send this field in either form, so both are accepted here.",
  "The order matters: the first rule that matches wins.",
  "Kept for clients of the first API version; remove it together with the v1 routes.",
  "Amounts are integers of the smallest unit, never floats.",
  "An empty result is not an error, the caller decides what to show.",
  "Runs once per tenant and night, so speed is of no concern.",
  "See the runbook before changing the default, several dashboards depend on it.",
  "Time zones are resolved by the caller; everything in here is UTC.",
  "Unknown states come from newer servers and are passed through unchanged.",
  "Duplicates are legal and are kept in the order in which they arrived.",
];

/** @param {string} kebab */
export const pascal = (kebab) => kebab.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
