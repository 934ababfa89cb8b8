export * from './operations.js'
export * as keys from './keys.js'
export { default as endpoint } from './endpoint.js'
