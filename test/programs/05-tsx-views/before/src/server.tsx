export * as compose from "./pages/compose";
export { post as postNotice } from "./data/notices";
