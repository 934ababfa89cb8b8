export { peek, remember, warm } from './carriers.mjs';
export { show, shown } from './cards.mjs';
